package io.weir.bootstrap.config;

import io.weir.adapter.in.http.yaml.TextFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Parsers of single values. They throw {@link IllegalArgumentException} with what they expect and what they got. */
final class ValueParsers {
    /** More than any setting, secret or certificate has. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,10}");
    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

    private ValueParsers() {}

    static boolean flag(String text) {
        return word("true or false", FLAGS).apply(text);
    }

    /** An integer from {@code min} to {@code max}. */
    static Function<String, Integer> whole(int min, int max) {
        String expected = "a whole number from %d to %d".formatted(min, max);
        return text -> {
            // parseInt alone would take a plus sign and the digits of every script
            if (WHOLE.matcher(text).matches()) {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                    return (int) number;
                }
            }
            throw unexpected(expected, text);
        };
    }

    /**
     * One of {@code words}.
     *
     * @param expected the words in a sentence
     */
    static <T> Function<String, T> word(String expected, Map<String, T> words) {
        return text -> {
            var value = words.get(text);
            if (value == null) {
                throw unexpected(expected, text);
            }
            return value;
        };
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("not a path: '%s'".formatted(text), invalid);
        }
    }

    /** The text in {@code file}, whose size is limited: a device such as {@code /dev/zero} never ends. */
    static String content(Path file) {
        return switch (TextFile.read(file, MOST_BYTES)) {
            case TextFile.Text(var text) -> text;
            case TextFile.Unreadable(var remedy) ->
                throw new IllegalArgumentException("no readable text file at '%s': %s".formatted(file, remedy));
        };
    }

    static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    static IllegalArgumentException unexpected(String expected, String text) {
        return new IllegalArgumentException("expected %s, got '%s'".formatted(expected, text));
    }

    static IllegalArgumentException unexpected(String expected, String text, Exception cause) {
        return new IllegalArgumentException("expected %s, got '%s'".formatted(expected, text), cause);
    }
}
