package io.weir.adapter.in.http;

import io.weir.domain.action.DeclaredInput.TextPattern;

/**
 * Makes a text that matches a pattern, for examples. It knows characters, classes, escapes and repetitions, which is what patterns of
 * inputs are made of; of alternatives and groups it makes nothing.
 */
final class PatternSample {
    private final String pattern;
    private final StringBuilder sample = new StringBuilder();
    private int at;

    private PatternSample(String pattern) {
        this.pattern = pattern;
    }

    /** A text that matches {@code pattern}; the empty text where none is found. */
    static String of(TextPattern pattern) {
        String sample = new PatternSample(pattern.source()).sample();
        return pattern.matches().test(sample) ? sample : "";
    }

    private String sample() {
        while (at < pattern.length()) {
            char c = one();
            sample.append(String.valueOf(c).repeat(times()));
        }
        return sample.toString();
    }

    /** A character that the next part matches. */
    private char one() {
        char c = pattern.charAt(at++);
        if (c == '\\' && at < pattern.length()) {
            return escaped(pattern.charAt(at++));
        }
        if (c != '[') {
            return c == '.' ? 'x' : c;
        }
        int end = pattern.indexOf(']', at + 1);
        char first = at < pattern.length() ? pattern.charAt(at) : ' ';
        if (first == '\\' && at + 1 < pattern.length()) {
            first = escaped(pattern.charAt(at + 1));
        }
        at = end < 0 ? pattern.length() : end + 1;
        // a 1 looks more like a number than a 0 does
        return first == '0' ? '1' : first;
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'd' -> '1';
            case 'w' -> 'x';
            case 's' -> ' ';
            default -> c;
        };
    }

    /** How often the part that was just read is to come, at least once where that may be. */
    private int times() {
        if (at >= pattern.length()) {
            return 1;
        }
        char sign = pattern.charAt(at);
        if (sign == '{') {
            int end = pattern.indexOf('}', at);
            String counts = end < 0 ? "" : pattern.substring(at + 1, end);
            at = end < 0 ? pattern.length() : end + 1;
            return most(counts);
        }
        if (sign == '?' || sign == '*' || sign == '+') {
            at++;
        }
        return 1;
    }

    private static int most(String counts) {
        String last = counts.substring(counts.indexOf(',') + 1);
        try {
            return Math.clamp(Integer.parseInt(last.isEmpty() ? counts.replace(",", "") : last), 0, 100);
        } catch (NumberFormatException literal) {
            return 1;
        }
    }
}
