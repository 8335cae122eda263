package io.weir.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
    private final LineLogHandler lines = new LineLogHandler();

    @BeforeEach
    void install() {
        Logger.getLogger("").addHandler(lines);
    }

    @AfterEach
    void remove() {
        Logger.getLogger("").removeHandler(lines);
        Logger.getLogger("io.weir").setLevel(null);
    }

    @Test
    void aLowerLevelAddsWeirsLinesAndNotThoseOfLibraries() {
        settings(System.Logger.Level.DEBUG).apply();

        assertThat(Logger.getLogger("io.weir.some").isLoggable(Level.FINE)).isTrue();
        assertThat(lines.isLoggable(of("io.weir.some", Level.FINE))).isTrue();
        assertThat(Logger.getLogger("org.example").isLoggable(Level.FINE)).isFalse();
    }

    @Test
    void aHigherLevelOmitsLinesAndNotTheAudit() {
        settings(System.Logger.Level.WARNING).apply();

        assertThat(lines.isLoggable(of("io.weir.some", Level.INFO))).isFalse();
        assertThat(lines.isLoggable(of("org.example", Level.WARNING))).isTrue();
        assertThat(lines.isLoggable(of(LineLogHandler.AUDIT, Level.INFO))).isTrue();
        assertThat(Logger.getLogger(LineLogHandler.AUDIT).isLoggable(Level.INFO))
                .isTrue();
    }

    @Test
    void theFormatIsThatOfTheSettings() {
        new LogSettings(LogSettings.Format.JSON, System.Logger.Level.INFO).apply();
        assertThat(lines.getFormatter()).isInstanceOf(JsonLine.class);
        settings(System.Logger.Level.INFO).apply();
        assertThat(lines.getFormatter()).isInstanceOf(LineLogHandler.Line.class);
    }

    private static LogSettings settings(System.Logger.Level level) {
        return new LogSettings(LogSettings.Format.TEXT, level);
    }

    private static LogRecord of(String logger, Level level) {
        var record = new LogRecord(level, "a");
        record.setLoggerName(logger);
        return record;
    }
}
