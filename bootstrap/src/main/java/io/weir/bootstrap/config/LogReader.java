package io.weir.bootstrap.config;

import io.weir.bootstrap.log.LogSettings;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;

/** Reads the settings of the log. */
final class LogReader {
    private LogReader() {}

    static LogSettings settings(SettingValues settings) {
        return new LogSettings(
                settings.read(Setting.LOG_FORMAT, LogSettings.DEFAULT_FORMAT, LogReader::format),
                settings.read(Setting.LOG_LEVEL, LogSettings.DEFAULT_LEVEL, LogReader::level));
    }

    /** The settings in variables; an invalid value counts as the default. */
    static LogSettings settings(Map<String, String> environment) {
        return new LogSettings(
                LogSettings.FORMATS.getOrDefault(word(environment, Setting.LOG_FORMAT), LogSettings.DEFAULT_FORMAT),
                LogSettings.LEVELS.getOrDefault(word(environment, Setting.LOG_LEVEL), LogSettings.DEFAULT_LEVEL));
    }

    private static LogSettings.Format format(String text) {
        return ValueParsers.word("text or json", LogSettings.FORMATS).apply(text);
    }

    /** The level; its name may be in capital letters, as it is in the log. */
    private static Level level(String text) {
        return ValueParsers.word("error, warning, info, debug or trace", LogSettings.LEVELS)
                .apply(text.equals(text.toUpperCase(Locale.ROOT)) ? text.toLowerCase(Locale.ROOT) : text);
    }

    private static String word(Map<String, String> environment, Setting setting) {
        return environment.getOrDefault(setting.variable(), "").strip().toLowerCase(Locale.ROOT);
    }
}
