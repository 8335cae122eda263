package io.weir.bootstrap.log;

import io.weir.domain.history.UtcTime;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/**
 * Formats a log record as one JSON object on one line, with the texts of {@link LineLogHandler.Line}. The ids that a
 * message contains as {@code request_id=} and {@code trace_id=} are members too. Audit entries are their own JSON objects,
 * one on each line.
 */
final class JsonLine extends Formatter {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
    private static final List<Level> LEVELS = List.of(Level.ERROR, Level.WARNING, Level.INFO, Level.DEBUG);
    private static final Pattern REQUEST_ID = Pattern.compile("\\brequest_id=([!-~]+)");
    private static final Pattern TRACE_ID = Pattern.compile("\\btrace_id=([0-9a-f]{32})\\b");

    @Override
    public String format(LogRecord record) {
        if (LineLogHandler.isAudit(record)) {
            return formatMessage(record) + "\n";
        }
        String message = Redaction.of(formatMessage(record));
        var line = JSON.createObjectBuilder()
                .add(
                        "time",
                        UtcTime.append(new StringBuilder(24), record.getInstant())
                                .toString())
                .add("level", level(record.getLevel().intValue()))
                .add("logger", String.valueOf(record.getLoggerName()))
                .add("message", message);
        String thread = Thread.currentThread().getName();
        if (!thread.isEmpty()) {
            line.add("thread", thread);
        }
        var id = REQUEST_ID.matcher(message);
        if (id.find()) {
            line.add("request_id", id.group(1));
        }
        var trace = TRACE_ID.matcher(message);
        if (trace.find()) {
            line.add("trace_id", trace.group(1));
        }
        if (record.getThrown() != null) {
            line.add("stack_trace", LineLogHandler.Line.trace(record, record.getThrown()));
        }
        return line.build() + "\n";
    }

    private static String level(int severity) {
        return LEVELS.stream()
                .filter(level -> severity >= level.getSeverity())
                .findFirst()
                .orElse(Level.TRACE)
                .getName();
    }
}
