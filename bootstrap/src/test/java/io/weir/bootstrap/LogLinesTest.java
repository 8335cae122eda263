package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private final LogLines.Line line = new LogLines.Line();

    @Test
    void aLineHasTimeLevelLoggerAndMessage() {
        assertThat(line.format(at(Level.INFO, "listens on {0}")))
                .isEqualTo("2026-01-31T10:00:00Z INFO io.weir: listens on 8080\n");
    }

    @Test
    void whatWasThrownFollows() {
        var record = at(Level.SEVERE, "failed");
        record.setThrown(new IllegalStateException("why"));
        assertThat(line.format(record))
                .contains("SEVERE io.weir: failed\n", "IllegalStateException: why", "LogLinesTest");
    }

    private static LogRecord at(Level level, String message) {
        var record = new LogRecord(level, message);
        record.setInstant(Instant.parse("2026-01-31T10:00:00Z"));
        record.setLoggerName("io.weir");
        record.setParameters(new Object[] {"8080"});
        return record;
    }
}
