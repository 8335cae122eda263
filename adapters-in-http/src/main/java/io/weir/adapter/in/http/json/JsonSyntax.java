package io.weir.adapter.in.http.json;

import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser.Event;

/** Words for JSON and for what is wrong with it. */
public final class JsonSyntax {
    private JsonSyntax() {}

    /** Why {@code json} cannot be read at {@code offset}, as far as the text there shows it. */
    static String describe(String json, long offset) {
        return "not JSON at %s: %s".formatted(place(json, offset), reason(json, offset));
    }

    /** Where {@code offset} is; the parser's own word for the end of a text is beyond it. */
    static String place(String json, long offset) {
        int at = Math.clamp(offset, 0, json.length());
        int line = 1;
        int lineStart = 0;
        for (int i = json.indexOf('\n'); i >= 0 && i < at; i = json.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return "line %d, column %d (offset %d)".formatted(line, at - lineStart + 1, at);
    }

    public static String describe(Event event) {
        return switch (event) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case KEY_NAME -> "a key";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
        };
    }

    /** With what {@code value} begins, as a parser tells it. */
    public static Event event(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> Event.START_OBJECT;
            case ARRAY -> Event.START_ARRAY;
            case STRING -> Event.VALUE_STRING;
            case NUMBER -> Event.VALUE_NUMBER;
            case TRUE -> Event.VALUE_TRUE;
            case FALSE -> Event.VALUE_FALSE;
            case NULL -> Event.VALUE_NULL;
        };
    }

    private static String reason(String json, long offset) {
        if (offset < 0 || offset >= json.length()) {
            return "the text ends too early; a quote, bracket or brace is probably missing";
        }
        if (json.substring(0, (int) offset).isBlank()) {
            return "a body begins with a brace";
        }
        char at = json.charAt((int) offset);
        if (at < ' ' && at != '\n' && at != '\r' && at != '\t') {
            return "a control character, which JSON wants escaped";
        }
        return at == '\n' || at == '\r' || at == '\t'
                ? "a value probably contains a line break or tab, which JSON writes as \\n, \\r or \\t"
                : "a value before it probably contains an unescaped quote, or a comma or quote is missing";
    }
}
