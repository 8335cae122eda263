package io.weir.adapter.in.http.json;

import org.jspecify.annotations.Nullable;

/**
 * Escapes texts for JSON on one line: every character that a reader may take for the end of a line is escaped, and so is
 * a lone surrogate, which UTF-8 cannot have. Sizes are in bytes of UTF-8.
 */
public final class JsonText {
    private static final int REPLACEMENT = 0xFFFD;
    private static final @Nullable String[] ASCII_ESCAPES = new String[0x80];

    static {
        for (int c = 0; c < ' '; c++) {
            ASCII_ESCAPES[c] = "\\u%04x".formatted(c);
        }
        ASCII_ESCAPES['\b'] = "\\b";
        ASCII_ESCAPES['\t'] = "\\t";
        ASCII_ESCAPES['\n'] = "\\n";
        ASCII_ESCAPES['\f'] = "\\f";
        ASCII_ESCAPES['\r'] = "\\r";
        ASCII_ESCAPES['"'] = "\\\"";
        ASCII_ESCAPES['\\'] = "\\\\";
    }

    private JsonText() {}

    /** Whether {@code c} is in ASCII, and JSON has it itself. */
    public static boolean isPlain(char c) {
        return c < 0x80 && ASCII_ESCAPES[c] == null;
    }

    /** The escape of {@code codePoint}, in ASCII; null if JSON has the character itself. */
    public static @Nullable String escape(int codePoint) {
        if (codePoint < 0x80) {
            return ASCII_ESCAPES[codePoint];
        }
        return switch (codePoint) {
            case 0x85 -> "\\u0085";
            case 0x2028 -> "\\u2028";
            case 0x2029 -> "\\u2029";
            default -> isHalf(codePoint) ? "\\u" + Integer.toHexString(codePoint) : null;
        };
    }

    /** Whether {@code text} has no lone surrogate. */
    public static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(JsonText::isHalf);
            }
        }
        return true;
    }

    /** {@code text} with U+FFFD for each lone surrogate, which not every reader takes. */
    public static String whole(String text) {
        return isWhole(text) ? text : withoutHalves(text);
    }

    private static String withoutHalves(String text) {
        return text.codePoints()
                .map(codePoint -> isHalf(codePoint) ? REPLACEMENT : codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** The size of {@code text} with its quotes. */
    public static int quotedSize(String text) {
        int size = "\"\"".length();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            size += size(codePoint);
            i += Character.charCount(codePoint);
        }
        return size;
    }

    /** The longest beginning of {@code text} that takes at most {@code bytes} between its quotes. */
    public static String beginning(String text, int bytes) {
        int size = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            size += size(codePoint);
            if (size > bytes) {
                return text.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return text;
    }

    private static int size(int codePoint) {
        String escape = escape(codePoint);
        if (escape != null) {
            return escape.length();
        }
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
