package io.weir.adapter.out.salesforce.http;

/** Writes text so that a URI carries it unchanged: UTF-8, everything but RFC 3986's unreserved characters as %XX. */
public final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final boolean[] UNRESERVED = unreserved();

    private PercentEncoding() {}

    /** {@code prefix} as it is, then {@code text} encoded. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD. */
    public static String append(String prefix, String text) {
        var encoded = new StringBuilder(prefix.length() + text.length() * 2).append(prefix);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(encoded, c);
            } else if (c < 0x800) {
                octet(encoded, 0xC0 | (c >> 6));
                trail(encoded, c);
            } else {
                int point = text.codePointAt(i);
                i += Character.charCount(point) - 1;
                wide(encoded, Character.getType(point) == Character.SURROGATE ? 0xFFFD : point);
            }
        }
        return encoded.toString();
    }

    private static void ascii(StringBuilder encoded, char c) {
        if (UNRESERVED[c]) {
            encoded.append(c);
        } else {
            octet(encoded, c);
        }
    }

    private static void wide(StringBuilder encoded, int point) {
        if (point < 0x10000) {
            octet(encoded, 0xE0 | (point >> 12));
        } else {
            octet(encoded, 0xF0 | (point >> 18));
            trail(encoded, point >> 12);
        }
        trail(encoded, point >> 6);
        trail(encoded, point);
    }

    private static void trail(StringBuilder encoded, int bits) {
        octet(encoded, 0x80 | (bits & 0x3F));
    }

    private static void octet(StringBuilder encoded, int octet) {
        encoded.append('%').append(HEX[octet >> 4]).append(HEX[octet & 0xF]);
    }

    private static boolean[] unreserved() {
        var table = new boolean[0x80];
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                .chars()
                .forEach(c -> table[c] = true);
        return table;
    }
}
