package io.weir.adapter.out.profiler.audit;

import io.weir.domain.history.AuditEntry;
import io.weir.domain.port.BackgroundWork;
import java.lang.System.Logger.Level;
import java.util.List;

/** Writes audit entries to a logger at level INFO. The message is the JSON object. */
record AuditLog(System.Logger log) implements AuditStorage {
    @Override
    public int keep(List<AuditEntry> entries) {
        int kept = 0;
        for (var entry : entries) {
            kept += BackgroundWork.attempt(() -> log.log(Level.INFO, AuditLines.line(entry))) ? 1 : 0;
        }
        return kept;
    }

    @Override
    public String trouble() {
        return "the log does not accept them";
    }

    @Override
    public void close() {}
}
