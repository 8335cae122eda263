package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.json.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * Writes one flat JSON object, compact and on one line, with texts as {@link JsonText} escapes them. A lone surrogate
 * becomes U+FFFD.
 *
 * <p>Not thread-safe.
 */
public final class FlatJson {
    private static final int REPLACEMENT = 0xFFFD;

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
        value(key, FlatValue.count(count, profile));
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
            int end = i;
            while (end < text.length() && JsonText.isPlain(text.charAt(end))) {
                end++;
            }
            bytes.writeAscii(text, i, end);
            i = end < text.length() ? end + special(text.codePointAt(end)) : end;
        }
        bytes.write('"');
    }

    /** Writes a character that is not {@link JsonText#isPlain plain}; answers its length in a text. */
    private int special(int codePoint) {
        String escape = JsonText.escape(codePoint);
        if (escape != null) {
            ascii(escape);
        } else {
            byte[] utf8 = Character.toString(isHalf(codePoint) ? REPLACEMENT : codePoint)
                    .getBytes(StandardCharsets.UTF_8);
            bytes.write(utf8, 0, utf8.length);
        }
        return Character.charCount(codePoint);
    }

    private void ascii(String text) {
        bytes.writeAscii(text, 0, text.length());
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
