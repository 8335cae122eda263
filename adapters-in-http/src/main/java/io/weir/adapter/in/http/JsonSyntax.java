package io.weir.adapter.in.http;

import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser.Event;

/** Words for JSON and for what is wrong with it. */
final class JsonSyntax {
    private JsonSyntax() {}

    /** Why {@code json} cannot be read at {@code location}, as far as the text there shows it. */
    static String told(String json, JsonLocation location) {
        long offset = location.getStreamOffset();
        return "not JSON at %s: %s".formatted(told(location), reason(json, offset));
    }

    static String told(JsonLocation location) {
        return "line %d, column %d (offset %d)"
                .formatted(
                        Math.max(1, location.getLineNumber()),
                        Math.max(1, location.getColumnNumber()),
                        Math.max(0, location.getStreamOffset()));
    }

    static String told(Event event) {
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
        char at = json.charAt((int) offset);
        if (at < ' ' && at != '\n' && at != '\r' && at != '\t') {
            return "a control character, which JSON wants escaped";
        }
        return at == '\n' || at == '\r' || at == '\t'
                ? "a value probably contains a line break or tab, which JSON writes as \\n, \\r or \\t"
                : "a value before it probably contains an unescaped quote, or a comma or quote is missing";
    }
}
