package io.weir.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    private final JsonLine line = new JsonLine();

    @Test
    void aLineIsOneObject() {
        String text = line.format(at(Level.INFO, "listens on {0},\n\"really\""));

        assertThat(text).endsWith("}\n").hasLineCount(1);
        var json = json(text);
        assertThat(json.keySet()).containsExactly("time", "level", "logger", "message", "thread");
        assertThat(json.getString("time")).isEqualTo("2026-01-31T10:00:00.000Z");
        assertThat(json.getString("level")).isEqualTo("INFO");
        assertThat(json.getString("logger")).isEqualTo("io.weir");
        assertThat(json.getString("message")).isEqualTo("listens on 8080,\n\"really\"");
    }

    @Test
    void theRequestIdOfALineIsAMember() {
        assertThat(json(line.format(at(Level.INFO, "run rows=1 request_id=7f-1 contact=5f0c")))
                        .getString("request_id"))
                .isEqualTo("7f-1");
    }

    @Test
    void theTraceIdOfALineIsAMember() {
        String id = "0af7651916cd43dd8448eb211c80319c";
        assertThat(json(line.format(at(Level.INFO, "run request_id=7f-1 trace_id=" + id + " contact=5f0c")))
                        .getString("trace_id"))
                .isEqualTo(id);
        assertThat(json(line.format(at(Level.INFO, "run trace_id=5f0c")))).doesNotContainKey("trace_id");
    }

    @Test
    void levelsHaveTheirNamesInTheConfiguration() {
        LogSettings.LEVELS.forEach((name, level) -> {
            var record = at(Level.parse(Integer.toString(level.getSeverity())), "a");
            assertThat(json(line.format(record)).getString("level")).isEqualToIgnoringCase(name);
        });
    }

    @Test
    void aStackTraceIsMaskedAndHasNoMessageOfALibrary() {
        var record = at(Level.SEVERE, "called +14155550100");
        record.setThrown(new IllegalStateException("by ada@example.com", new IOException("Ada Okonkwo")));
        record.setLoggerName("org.example.parser");
        var json = json(line.format(record));

        assertThat(json.getString("message")).isEqualTo("called [phone]");
        assertThat(json.getString("stack_trace"))
                .startsWith("java.lang.IllegalStateException\n\tat ")
                .contains("Caused by: java.io.IOException\n")
                .doesNotContain("ada@", "Okonkwo");
    }

    @Test
    void auditEntriesAreTheirObjectsAlone() {
        var record = at(Level.INFO, "{\"time\":\"2026-01-31T10:00:00.120Z\"}\n{\"time\":\"2026-01-31T10:00:00.130Z\"}");
        record.setLoggerName(LineLogHandler.AUDIT);
        record.setParameters(new Object[0]);
        assertThat(line.format(record)).isEqualTo(record.getMessage() + "\n");
    }

    private static JsonObject json(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    private static LogRecord at(Level level, String message) {
        var record = new LogRecord(level, message);
        record.setInstant(Instant.parse("2026-01-31T10:00:00Z"));
        record.setLoggerName("io.weir");
        record.setParameters(new Object[] {"8080"});
        return record;
    }
}
