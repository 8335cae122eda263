package io.weir.bootstrap.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Parsers of single values. They throw {@link IllegalArgumentException} with what they expect and what they got. */
final class ValueParsers {
    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

    private ValueParsers() {}

    static boolean flag(String text) {
        return word("true or false", FLAGS).apply(text);
    }

    /** An integer from {@code min} to {@code max}. */
    static Function<String, Integer> whole(int min, int max) {
        String expected = "a whole number from %d to %d".formatted(min, max);
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw unexpected(expected, text, notANumber);
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

    static IllegalArgumentException unexpected(String expected, String text) {
        return new IllegalArgumentException("expected %s, got '%s'".formatted(expected, text));
    }

    static IllegalArgumentException unexpected(String expected, String text, Exception cause) {
        return new IllegalArgumentException("expected %s, got '%s'".formatted(expected, text), cause);
    }
}
