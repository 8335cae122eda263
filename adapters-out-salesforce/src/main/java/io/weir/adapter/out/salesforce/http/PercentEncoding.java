package io.weir.adapter.out.salesforce.http;

/**
 * Writes text so that a URI carries it unchanged: UTF-8, all characters but RFC 3986's unreserved ones as {@code %XX}.
 */
public final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    /** For each ASCII character, whether it is unreserved. */
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        for (char c = 0; c < UNRESERVED.length; c++) {
            UNRESERVED[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
        for (char c : "-._~".toCharArray()) {
            UNRESERVED[c] = true;
        }
    }

    private PercentEncoding() {}

    /**
     * {@code prefix} as it is, then {@code text} encoded. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD.
     */
    public static String append(String prefix, String text) {
        var encoded = new StringBuilder(prefix.length() + 2 * text.length()).append(prefix);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                int whole = text.codePointAt(i);
                i += Character.charCount(whole) - 1;
                utf8(encoded, Character.isBmpCodePoint(whole) && Character.isSurrogate(c) ? 0xFFFD : whole);
            } else if (UNRESERVED[c]) {
                encoded.append(c);
            } else {
                octet(encoded, c);
            }
        }
        return encoded.toString();
    }

    private static void utf8(StringBuilder encoded, int c) {
        if (c < 0x800) {
            octet(encoded, 0xC0 | c >> 6);
        } else if (c < 0x10000) {
            octet(encoded, 0xE0 | c >> 12);
            octet(encoded, 0x80 | (c >> 6 & 0x3F));
        } else {
            octet(encoded, 0xF0 | c >> 18);
            octet(encoded, 0x80 | (c >> 12 & 0x3F));
            octet(encoded, 0x80 | (c >> 6 & 0x3F));
        }
        octet(encoded, 0x80 | (c & 0x3F));
    }

    private static void octet(StringBuilder encoded, int octet) {
        encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
    }
}
