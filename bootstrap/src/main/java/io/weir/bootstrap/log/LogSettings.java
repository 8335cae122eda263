package io.weir.bootstrap.log;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Logger;

/**
 * How the log is written.
 *
 * @param level the lowest level that is written
 */
public record LogSettings(Format format, Level level) {
    public static final Format DEFAULT_FORMAT = Format.TEXT;
    public static final Level DEFAULT_LEVEL = Level.INFO;

    /** The formats by their names in the configuration. */
    public static final Map<String, Format> FORMATS = Map.of("text", Format.TEXT, "json", Format.JSON);

    /** The levels by their names in the configuration. */
    public static final Map<String, Level> LEVELS = Map.of(
            "error", Level.ERROR,
            "warning", Level.WARNING,
            "info", Level.INFO,
            "debug", Level.DEBUG,
            "trace", Level.TRACE);

    /** In a static field, because the JDK forgets the level of a logger that nothing refers to. */
    private static final List<Logger> OURS = List.of(Logger.getLogger(LineLogHandler.OURS));

    /** Logs a port that is taken with a stack trace, where a command prints one line. */
    private static final List<Logger> SILENT_IN_COMMANDS = List.of(Logger.getLogger("io.helidon.webserver"));

    /** The format of a line. */
    public enum Format {
        TEXT,
        /** One JSON object for each line. */
        JSON;

        /** Makes lines of this format. */
        public Formatter formatter() {
            return switch (this) {
                case TEXT -> new LineLogHandler.Line();
                case JSON -> new JsonLine();
            };
        }
    }

    /**
     * Applies the settings to the lines that follow. Libraries log nothing below INFO: their details may quote what
     * callers sent.
     */
    public void apply() {
        var most = level.compareTo(Level.INFO) < 0 ? level : Level.INFO;
        OURS.forEach(logger -> logger.setLevel(ofJdk(most)));
        for (var handler : Logger.getLogger("").getHandlers()) {
            if (handler instanceof LineLogHandler lines) {
                lines.setLevel(ofJdk(level));
                lines.setFormatter(format.formatter());
            }
        }
    }

    /** A command prints its own output; only problems are logged. */
    public static void applyToCommand() {
        Logger.getLogger("").setLevel(ofJdk(Level.WARNING));
        SILENT_IN_COMMANDS.forEach(logger -> logger.setLevel(ofJdk(Level.OFF)));
    }

    private static java.util.logging.Level ofJdk(Level level) {
        return java.util.logging.Level.parse(Integer.toString(level.getSeverity()));
    }
}
