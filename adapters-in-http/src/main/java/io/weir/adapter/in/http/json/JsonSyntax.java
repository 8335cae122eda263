package io.weir.adapter.in.http.json;

import jakarta.json.stream.JsonParser.Event;

/** Describes JSON, and errors in its syntax. */
final class JsonSyntax {
    private JsonSyntax() {}

    /** Why {@code json} cannot be read at {@code offset}, as far as the text there shows the reason. */
    static String describe(String json, long offset) {
        return "not JSON at %s: %s".formatted(place(json, offset), reason(json, offset));
    }

    /** The position of {@code offset}; the parser reports the end of a text by an offset outside of it. */
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

    static String describe(Event event) {
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
