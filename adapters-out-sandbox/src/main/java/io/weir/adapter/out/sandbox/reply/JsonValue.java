package io.weir.adapter.out.sandbox.reply;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** The text is not JSON. The message is Salesforce's, and may quote the text. */
    public static final class Malformed extends RuntimeException {
        private Malformed(String message) {
            super(message);
        }
    }

    /** Reads {@code json}; throws {@link Malformed} for invalid JSON and for none. */
    public static JsonValue read(byte[] json) {
        try (var parser = Json.parser(json)) {
            if (parser.nextToken() == null) {
                throw new Malformed("The HTTP entity body is required, but this request has no entity body.");
            }
            var value = read(parser);
            parser.nextToken();
            return value;
        } catch (JacksonException invalid) {
            throw malformed(invalid);
        } catch (NumberFormatException exponentTooLarge) {
            throw new Malformed("the exponent of a number is too large");
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

    /** The text of the member {@code name}; the empty string if it is missing or no string. */
    public String text(String name) {
        var member = members().get(name);
        return member != null && member.value instanceof String text ? text : "";
    }

    /** Whether the member {@code name} is true. */
    public boolean flag(String name) {
        var member = members().get(name);
        return member != null && Boolean.TRUE.equals(member.value);
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
    static JsonValue read(JsonParser parser) {
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
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
        return new JsonValue(String.valueOf(token), value, place.getLineNr(), place.getColumnNr());
    }

    /** Salesforce's JSON library names fields what this one names properties. */
    private static Malformed malformed(JacksonException invalid) {
        TokenStreamLocation place = invalid.getLocation();
        String position =
                place == null ? "" : " at [line:%d, column:%d]".formatted(place.getLineNr(), place.getColumnNr());
        return new Malformed(
                String.valueOf(invalid.getOriginalMessage()).replace("property name", "field name") + position);
    }
}
