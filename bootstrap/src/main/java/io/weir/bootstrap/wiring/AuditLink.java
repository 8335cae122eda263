package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.out.profiler.audit.QueuedAuditTrail;
import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.log.LineLogHandler;
import io.weir.domain.port.AuditTrail;
import java.util.Optional;

/** The audit trail, wired by hand. */
final class AuditLink implements AutoCloseable {
    private static final int WAITING_ENTRIES = 10_000;

    private final Optional<QueuedAuditTrail> queue;

    AuditLink(Config.Audit config, MeterRegistry meters) {
        this.queue = switch (config) {
            case Config.Audit.Off() -> Optional.empty();
            case Config.Audit.InLog() ->
                Optional.of(QueuedAuditTrail.toLog(System.getLogger(LineLogHandler.AUDIT), WAITING_ENTRIES));
            case Config.Audit.InFile(var file) -> Optional.of(QueuedAuditTrail.toFile(file, WAITING_ENTRIES));
        };
        queue.ifPresent(trail -> meters.getOrCreate(
                FunctionalCounter.builder("weir_audit_dropped_total", trail, QueuedAuditTrail::dropped)
                        .description("Audit entries that were lost: too many at once, or they could not be written")));
    }

    AuditTrail trail() {
        return queue.<AuditTrail>map(trail -> trail).orElse(AuditTrail.OFF);
    }

    /** How many entries were lost. */
    long dropped() {
        return queue.map(QueuedAuditTrail::dropped).orElse(0L);
    }

    /** The losses that have not ended. */
    Optional<LossLog.Losing> losing() {
        return queue.flatMap(QueuedAuditTrail::losing);
    }

    /** Writes all waiting entries. */
    @Override
    public void close() {
        queue.ifPresent(QueuedAuditTrail::close);
    }
}
