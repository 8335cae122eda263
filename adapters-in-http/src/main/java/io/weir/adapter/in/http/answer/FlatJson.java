package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes one flat JSON object, compact and on one line: every character that a reader may take for the end of a line is
 * escaped, and a lone surrogate becomes U+FFFD.
 *
 * <p>Not thread-safe.
 */
public final class FlatJson {
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

    private final Profile profile;
    private final JsonBytes bytes = new JsonBytes();
    private boolean empty = true;

    public FlatJson(Profile profile) {
        this.profile = profile;
        bytes.write('{');
    }

    public void text(String key, String text) {
        key(key);
        quoted(text);
    }

    /** A boolean, or its name as a string, as the profile has it. */
    public void bool(String key, boolean bool) {
        value(key, FlatValue.bool(bool, profile));
    }

    /** A number, or its digits as a string, as the profile has it. */
    public void count(String key, long count) {
        value(key, FlatValue.number(BigDecimal.valueOf(count), profile));
    }

    /** A number in every profile. */
    void number(String key, long number) {
        key(key);
        ascii(Long.toString(number));
    }

    public void value(String key, FlatValue value) {
        key(key);
        switch (value.kind()) {
            case TEXT, WHOLE -> quoted(value.text());
            case BARE -> ascii(value.text());
        }
    }

    /** The whole object; nothing can be added any more. */
    public JsonBytes end() {
        bytes.write('}');
        return bytes;
    }

    /** How many bytes {@code text} takes between its quotes. */
    static int size(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            size += size(codePoint);
            i += Character.charCount(codePoint);
        }
        return size;
    }

    /** The longest beginning of {@code text} that takes at most {@code bytes} between its quotes. */
    static String beginning(String text, int bytes) {
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

    private void key(String key) {
        if (!empty) {
            bytes.write(',');
        }
        empty = false;
        quoted(key);
        bytes.write(':');
    }

    private void quoted(String text) {
        bytes.write('"');
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            String escape = escape(codePoint);
            if (escape != null) {
                ascii(escape);
            } else {
                utf8(codePoint);
            }
            i += Character.charCount(codePoint);
        }
        bytes.write('"');
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x80) {
            bytes.write(codePoint);
        } else {
            byte[] utf8 = Character.toString(isHalf(codePoint) ? REPLACEMENT : codePoint)
                    .getBytes(StandardCharsets.UTF_8);
            bytes.write(utf8, 0, utf8.length);
        }
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes.write(text.charAt(i));
        }
    }

    /** A lone surrogate takes three bytes, as U+FFFD does. */
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

    private static @Nullable String escape(int codePoint) {
        if (codePoint < 0x80) {
            return ASCII_ESCAPES[codePoint];
        }
        return switch (codePoint) {
            case 0x85 -> "\\u0085";
            case 0x2028 -> "\\u2028";
            case 0x2029 -> "\\u2029";
            default -> null;
        };
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
