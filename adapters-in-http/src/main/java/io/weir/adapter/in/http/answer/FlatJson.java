package io.weir.adapter.in.http.answer;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;

/**
 * Writes one flat JSON object, compact and on one line.
 *
 * <p>Not thread-safe.
 */
public final class FlatJson {
    private final Profile profile;
    private final JsonBytes bytes = new JsonBytes();
    private boolean empty = true;

    public FlatJson(Profile profile) {
        this.profile = profile;
        bytes.write('{');
    }

    public void text(String key, String text) {
        key(key);
        bytes.writeQuoted(text);
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
        bytes.writeAscii(Long.toString(number));
    }

    public void value(String key, FlatValue value) {
        key(key);
        switch (value.kind()) {
            case TEXT, WHOLE -> bytes.writeQuoted(value.text());
            case BARE -> bytes.writeAscii(value.text());
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
        bytes.writeQuoted(key);
        bytes.write(':');
    }
}
