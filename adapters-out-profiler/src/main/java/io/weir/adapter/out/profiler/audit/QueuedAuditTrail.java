package io.weir.adapter.out.profiler.audit;

import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.port.AuditTrail;
import java.nio.file.Path;

/** Writes audit entries as JSON lines, {@link BackgroundQueue off the request's path}. */
public final class QueuedAuditTrail implements AuditTrail, AutoCloseable {
    private final AuditStorage storage;
    private final BackgroundQueue<AuditEntry> waiting;

    QueuedAuditTrail(AuditStorage storage, int capacity) {
        this.storage = storage;
        this.waiting = new BackgroundQueue<>("weir-audit", "audit entries", capacity, storage);
    }

    /**
     * A trail that is appended to {@code file}. Whoever moves the file away gets a new one written. Throws
     * {@link IllegalStateException} for a file that cannot be opened.
     *
     * @param capacity how many entries may wait
     */
    public static QueuedAuditTrail toFile(Path file, int capacity) {
        return new QueuedAuditTrail(new AuditFile(file), capacity);
    }

    /**
     * A trail that goes to {@code log}, at level INFO.
     *
     * @param capacity how many entries may wait
     */
    public static QueuedAuditTrail toLog(System.Logger log, int capacity) {
        return new QueuedAuditTrail(new AuditLog(log), capacity);
    }

    @Override
    public void record(AuditEntry entry) {
        waiting.put(entry);
    }

    /** How many entries were lost: they did not fit into the queue, or could not be written. */
    public long dropped() {
        return waiting.dropped();
    }

    /** Writes what waits, and stops. */
    @Override
    public void close() {
        waiting.close();
        storage.close();
    }
}
