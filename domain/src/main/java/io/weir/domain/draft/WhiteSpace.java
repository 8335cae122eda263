package io.weir.domain.draft;

/**
 * Invisible characters around a value: Unicode white space, no-break spaces, byte order marks, zero-width characters,
 * and marks of text direction.
 */
public final class WhiteSpace {
    /** The characters in the syntax of a character class in Java, ECMAScript and RE2. */
    public static final String CHARACTERS = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f"
            + "\\u205f-\\u2064\\u2066-\\u2069\\u3000\\ufeff";

    private WhiteSpace() {}

    /** Whether {@code c} is one of {@link #CHARACTERS}. */
    public static boolean is(char c) {
        return c <= ' '
                ? (c >= '\t' && c <= '\r') || c >= 0x1c
                : c >= 0x85
                        && (c == 0x85
                                || c == 0xa0
                                || c == 0x1680
                                || c == 0x180e
                                || (c >= 0x2000 && c <= 0x200f)
                                || (c >= 0x2028 && c <= 0x202f)
                                || (c >= 0x205f && c <= 0x2064)
                                || (c >= 0x2066 && c <= 0x2069)
                                || c == 0x3000
                                || c == 0xfeff);
    }

    /** {@code text} without white space at its ends. */
    public static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && is(text.charAt(start))) {
            start++;
        }
        while (end > start && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Whether {@code text} is empty or only white space. */
    public static boolean isAll(String text) {
        return stripped(text).isEmpty();
    }
}
