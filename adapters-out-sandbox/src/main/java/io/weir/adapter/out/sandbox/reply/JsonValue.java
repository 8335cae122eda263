package io.weir.adapter.out.sandbox.reply;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * A JSON value with its place in the text that a client sent. {@code toString} shows only the place.
 *
 * @param token the token that the value begins with, such as {@code VALUE_STRING} or {@code START_OBJECT}
 * @param value a string, a {@link BigDecimal}, a boolean, null, a map of names to {@link JsonValue} or a list of them
 * @param line the line of the value, from 1
 * @param column the column of the value, from 1
 */
public record JsonValue(String token, @Nullable Object value, int line, int column) {
    /** The parser names its own options and sources. */
    private static final Pattern INTERNALS = Pattern.compile(
            "(?:: enable|, from) `[^`]*`(?: to allow)?| \\(not recognized[^)]*\\)| \\(start marker at \\[[^]]*]\\)");

    /**
     * The text is not JSON, or a value has another type than its name asks for. The message is Salesforce's, and may
     * quote the text.
     */
    public static final class Malformed extends RuntimeException {
        private final int line;
        private final int column;

        private Malformed(String message, int line, int column) {
            super(message);
            this.line = line;
            this.column = column;
        }

        /** The line of the error, from 1. */
        public int line() {
            return line;
        }

        /** The column of the error, from 1. */
        public int column() {
            return column;
        }
    }

    /** Reads {@code json}; throws {@link Malformed} for invalid JSON and for none. */
    public static JsonValue read(byte[] json) {
        var value = readIfAny(json);
        if (value == null) {
            throw new Malformed("The HTTP entity body is required, but this request has no entity body.", 1, 1);
        }
        return value;
    }

    /** Reads {@code json}; null if it is empty. Throws {@link Malformed} for invalid JSON. */
    public static @Nullable JsonValue readIfAny(byte[] json) {
        try (var parser = Json.parser(json)) {
            if (parser.nextToken() == null) {
                return null;
            }
            var value = read(parser);
            parser.nextToken();
            return value;
        } catch (JacksonException invalid) {
            throw malformed(invalid);
        }
    }

    /** The members of an object; empty for any other value. */
    @SuppressWarnings("unchecked") // an object always has such a map
    public Map<String, JsonValue> members() {
        return value instanceof Map<?, ?> members ? (Map<String, JsonValue>) members : Map.of();
    }

    /** The items of an array; empty for any other value. */
    @SuppressWarnings("unchecked") // an array always has such a list
    public List<JsonValue> items() {
        return value instanceof List<?> items ? (List<JsonValue>) items : List.of();
    }

    /** The member {@code name}; null as JSON has it if it is missing. */
    public JsonValue member(String name) {
        var member = members().get(name);
        return member == null ? new JsonValue("VALUE_NULL", null, line, column) : member;
    }

    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    public boolean isArray() {
        return value instanceof List<?>;
    }

    /**
     * The text of the member {@code name}, also of a number or boolean; the empty string if it is missing. Throws
     * {@link Malformed} for an object or an array.
     */
    public String text(String name) {
        var member = member(name);
        if (member.isObject() || member.isArray()) {
            throw member.malformed("string");
        }
        return member.value == null ? "" : String.valueOf(member.value);
    }

    /** The items of the array {@code name}; empty if it is missing. Throws {@link Malformed} for any other value. */
    public List<JsonValue> list(String name) {
        var member = member(name);
        if (member.value != null && !member.isArray()) {
            throw member.malformed("list");
        }
        return member.items();
    }

    /** The object {@code name}; null as JSON has it if it is missing. Throws {@link Malformed} for any other value. */
    public JsonValue object(String name) {
        var member = member(name);
        return member.value == null ? member : member.requireObject();
    }

    /** This value; throws {@link Malformed} if it is no object. */
    public JsonValue requireObject() {
        if (!isObject()) {
            throw malformed("map");
        }
        return this;
    }

    /** This value; throws {@link Malformed} unless it is an object with no other members than {@code known}. */
    public JsonValue requireObject(Set<String> known) {
        requireObject().members().forEach((name, member) -> {
            if (!known.contains(name)) {
                throw new Malformed(
                        "Unrecognized field \"%s\" at %s".formatted(name, member.place()), member.line, member.column);
            }
        });
        return this;
    }

    /**
     * Whether the member {@code name} is true, as a boolean or as text. Throws {@link Malformed} if it is neither true,
     * false nor null.
     */
    public boolean flag(String name) {
        return switch (member(name).value) {
            case null -> false;
            case Boolean flag -> flag;
            case String text when text.equalsIgnoreCase("true") -> true;
            case String text when text.equalsIgnoreCase("false") -> false;
            default -> throw member(name).malformed("boolean");
        };
    }

    /** The refusal of this value where {@code type} is expected. */
    public Malformed malformed(String type) {
        return new Malformed(mismatch(type), line, column);
    }

    /** Salesforce's message for this value where {@code type} is expected. */
    public String mismatch(String type) {
        return switch (token) {
            case "START_ARRAY" ->
                "Cannot deserialize instance of %s from START_ARRAY value %s".formatted(type, place());
            case "START_OBJECT" ->
                "Cannot deserialize instance of %s from START_OBJECT value { or request may be missing a required field at %s"
                        .formatted(type, place());
            default ->
                "Cannot deserialize instance of %s from %s value %s or request may be missing a required field at %s"
                        .formatted(type, token, value, place());
        };
    }

    /** Maps, lists and plain values without places. */
    public @Nullable Object plain() {
        return switch (value) {
            case Map<?, ?> _ -> {
                var plain = new LinkedHashMap<String, @Nullable Object>();
                members().forEach((name, member) -> plain.put(name, member.plain()));
                yield plain;
            }
            case List<?> _ -> {
                var plain = new ArrayList<@Nullable Object>();
                items().forEach(item -> plain.add(item.plain()));
                yield plain;
            }
            case null, default -> value;
        };
    }

    /** The place as Salesforce's messages give it. */
    public String place() {
        return "[line:%d, column:%d]".formatted(line, column);
    }

    @Override
    public String toString() {
        return token + " at " + place();
    }

    /** Reads the value that begins with the current token. */
    private static JsonValue read(JsonParser parser) {
        var token = parser.currentToken();
        var place = parser.currentTokenLocation();
        Object value = switch (token) {
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, JsonValue>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, read(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                var items = new ArrayList<JsonValue>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(parser));
                }
                yield items;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
        return new JsonValue(String.valueOf(token), value, place.getLineNr(), place.getColumnNr());
    }

    private static BigDecimal number(JsonParser parser) {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException exponentTooLarge) {
            throw malformed("The exponent of a number is too large", parser.currentTokenLocation());
        }
    }

    /** Salesforce's JSON library names fields what this one names properties, and does not name its own classes. */
    private static Malformed malformed(JacksonException invalid) {
        String message = String.valueOf(invalid.getOriginalMessage())
                .replace("property name", "field name")
                .replace("close marker for Object", "close marker for OBJECT")
                .replace("close marker for Array", "close marker for ARRAY");
        return malformed(INTERNALS.matcher(message).replaceAll(""), invalid.getLocation());
    }

    private static Malformed malformed(String message, @Nullable TokenStreamLocation place) {
        return place == null
                ? new Malformed(message, 1, 1)
                : new Malformed(
                        "%s at [line:%d, column:%d]".formatted(message, place.getLineNr(), place.getColumnNr()),
                        place.getLineNr(),
                        place.getColumnNr());
    }
}
