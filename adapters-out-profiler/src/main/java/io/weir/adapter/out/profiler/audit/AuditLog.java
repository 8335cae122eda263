package io.weir.adapter.out.profiler.audit;

import io.weir.domain.history.AuditEntry;
import io.weir.domain.port.BackgroundWork;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Writes audit entries to a logger at level INFO. The message is one JSON object, or several with line ends between
 * them, because a log record costs more than an entry.
 */
record AuditLog(System.Logger log) implements AuditStorage {
    /** They take about half of the buffer of standard output. */
    static final int MOST_IN_A_RECORD = 64;

    @Override
    public int keep(List<AuditEntry> entries) {
        int kept = 0;
        for (int from = 0; from < entries.size(); from += MOST_IN_A_RECORD) {
            var some = entries.subList(from, Math.min(entries.size(), from + MOST_IN_A_RECORD));
            kept += BackgroundWork.attempt(() -> log.log(Level.INFO, lines(some))) ? some.size() : 0;
        }
        return kept;
    }

    private static String lines(List<AuditEntry> entries) {
        var lines = new StringBuilder(entries.size() * AuditLines.USUAL_LENGTH);
        for (var entry : entries) {
            if (!lines.isEmpty()) {
                lines.append('\n');
            }
            AuditLines.append(lines, entry);
        }
        return lines.toString();
    }

    @Override
    public String trouble() {
        return "the log does not accept them";
    }

    @Override
    public void close() {}
}
