package io.weir.adapter.out.profiler.audit;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.history.UtcTime;
import java.util.stream.Collectors;

/** Writes an audit entry as one line of JSON. */
final class AuditLines {
    /** About how many characters a line has. */
    static final int USUAL_LENGTH = 480;

    private AuditLines() {}

    /** Appends the JSON object of {@code entry} to {@code out}, without a line end. */
    static void append(StringBuilder out, AuditEntry entry) {
        out.append("{\"time\":\"");
        UtcTime.append(out, entry.startedAt()).append('"');
        text(out, ",\"request_id\":\"", entry.requestId().value());
        text(out, ",\"caller\":\"", entry.caller().value());
        text(out, ",\"client\":\"", entry.client().value());
        text(out, ",\"action\":\"", entry.asked().value());
        int version = entry.asked().version();
        out.append(",\"version\":").append(version == 0 ? "null" : Integer.toString(version));
        text(out, ",\"shape\":\"", entry.shape().text());
        out.append(",\"rows\":").append(entry.rows());
        text(out, ",\"outcome\":\"", entry.outcome().value());
        text(out, ",\"business_outcome\":\"", entry.businessOutcome().value());
        text(out, ",\"contact\":\"", entry.contact().hex());
        if (!entry.written().isEmpty()) {
            out.append(entry.written().stream()
                    .map(SalesforceId::value)
                    .collect(Collectors.joining("\",\"", ",\"records\":[\"", "\"]")));
        }
        entry.run().ifPresent(run -> run(out, run));
        if (!entry.traceId().isEmpty()) {
            text(out, ",\"trace_id\":\"", entry.traceId());
        }
        long micros = entry.duration().toNanos() / 1_000;
        out.append(",\"duration_ms\":").append(micros / 1_000).append('.');
        out.append(Long.toString(1_000 + micros % 1_000), 1, 4);
        out.append('}');
    }

    private static void run(StringBuilder out, AuditEntry.Run run) {
        text(out, ",\"served\":\"", run.served().label());
        out.append(",\"truncated\":").append(run.truncated());
        out.append(",\"api_calls\":").append(run.apiCalls());
        out.append(",\"attempts\":").append(run.attempts());
        run.usage().ifPresent(usage -> text(out, ",\"api_usage\":\"", usage.toString()));
    }

    /** Appends a member of text; {@code opening} is all up to the text, because each append takes time. */
    private static void text(StringBuilder out, String opening, String value) {
        out.append(opening);
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                // the types of an entry admit only printable text; this line guards against all other text
                out.append(value, written, i).append(c < ' ' ? "" : "\\").append(c < ' ' ? ' ' : c);
                written = i + 1;
            }
        }
        out.append(value, written, value.length()).append('"');
    }
}
