package io.weir.adapter.out.profiler.audit;

import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.port.AuditTrail;
import java.nio.file.Path;
import java.util.Optional;

/** Writes audit entries as JSON lines {@link BackgroundQueue in the background}. */
public final class QueuedAuditTrail implements AuditTrail, AutoCloseable {
    private final AuditStorage storage;
    private final BackgroundQueue<AuditEntry> waiting;

    QueuedAuditTrail(AuditStorage storage, int capacity) {
        this.storage = storage;
        this.waiting = new BackgroundQueue<>("weir-audit", "audit entries", capacity, storage);
    }

    /**
     * A trail that appends to {@code file}, and creates it again after it has been moved away. Throws
     * {@link UnwritableAudit} if the file cannot be opened.
     *
     * @param capacity the greatest number of entries that wait
     */
    public static QueuedAuditTrail toFile(Path file, int capacity) {
        return new QueuedAuditTrail(new AuditFile(file), capacity);
    }

    /**
     * A trail that writes to {@code log} at level INFO.
     *
     * @param capacity the greatest number of entries that wait
     */
    public static QueuedAuditTrail toLog(System.Logger log, int capacity) {
        return new QueuedAuditTrail(new AuditLog(log), capacity);
    }

    @Override
    public void record(AuditEntry entry) {
        waiting.put(entry);
    }

    /** How many entries were lost, because the queue was full or they could not be written. */
    public long dropped() {
        return waiting.dropped();
    }

    /** The losses that have not ended. */
    public Optional<LossLog.Losing> losing() {
        return waiting.losing();
    }

    /** Writes all waiting entries, and stops. */
    @Override
    public void close() {
        waiting.close();
        storage.close();
    }
}
