package io.weir.adapter.in.http.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a JSON text and compares it with the shape that it should have, in one pass: syntax, nesting, duplicate and
 * unknown keys, kinds, lengths, numbers that would be expensive to handle, text after the end.
 *
 * <p>Numbers keep all their digits. Of a duplicate key, the last value counts.
 */
public final class CheckedJson {
    public static final int MAX_DEPTH = 32;
    private static final int MAX_KEY = 255;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_EXPONENT_DIGITS = 3;

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());
    private static final JsonBuilderFactory BUILDERS = JSON.createBuilderFactory(Map.of());
    private static final JsonValue ZERO = JSON.createValue(0);

    private final String json;
    private final JsonParser parser;
    private final Problems problems;
    private final LongNumbers longNumbers;
    private final boolean hasEscapes;
    private int depth;

    /** What becomes of a number that would be expensive to handle. */
    public enum LongNumbers {
        /** It is a problem. */
        REFUSED,
        /** It is read as the text that it is written as, which is no number to anybody. */
        AS_TEXT
    }

    private CheckedJson(String json, JsonParser parser, Problems problems, LongNumbers longNumbers) {
        this.json = json;
        this.parser = parser;
        this.problems = problems;
        this.longNumbers = longNumbers;
        this.hasEscapes = json.contains("\\u");
    }

    /** Reads the value of one member of an object, or of one element of a list. */
    private interface Part {
        JsonValue read(String key, Event first, JsonPlace place);
    }

    /**
     * Reads {@code json}, whose {@code shape} is that of an object. Throws {@link MalformedJson} for a text that is not
     * JSON, and {@link InvalidJson} for one of another shape.
     */
    public static JsonObject object(String json, JsonShape shape) {
        var problems = new Problems(Problems.MAX_IN_ANSWER);
        var value = read(json, shape, problems);
        problems.throwIfAny();
        return value.asJsonObject();
    }

    /**
     * Reads {@code json}, and adds its deviations from {@code shape} to {@code problems}. The result has all that is
     * written, but for numbers with a problem, which are 0, and for each {@link JsonShape.Source}, which is a string.
     * Throws {@link MalformedJson}.
     */
    public static JsonValue read(String json, JsonShape shape, Problems problems) {
        return read(json, shape, problems, LongNumbers.REFUSED);
    }

    /** The same, with {@code longNumbers} as they say. */
    public static JsonValue read(String json, JsonShape shape, Problems problems, LongNumbers longNumbers) {
        if (json.isBlank()) {
            throw new MalformedJson("the body is empty; send one JSON object");
        }
        try (var parser = PARSERS.createParser(new StringReader(json))) {
            var reading = new CheckedJson(json, parser, problems, longNumbers);
            var value = reading.value(shape, reading.next(), JsonPlace.ROOT);
            reading.refuseTrailingText();
            return value;
        } catch (JsonParsingException unreadable) {
            throw new MalformedJson(
                    JsonSyntax.describe(json, unreadable.getLocation().getStreamOffset()));
        }
    }

    private JsonValue value(JsonShape shape, Event event, JsonPlace place) {
        var plain = shape.plain(event);
        if (plain == null) {
            problem(place, "expected %s, got %s".formatted(shape.describe(), JsonSyntax.describe(event)));
            return any(event, place);
        }
        return switch (plain) {
            case JsonShape.Text(int maxLength) -> text(maxLength, place);
            case JsonShape.Scalar(int maxLength) ->
                event == Event.VALUE_STRING ? text(maxLength, place) : any(event, place);
            case JsonShape.Digits(), JsonShape.Flag() -> any(event, place);
            case JsonShape.ListOf list -> list(list, place);
            case JsonShape.MapOf map -> map(map, place);
            case JsonShape.Members members -> members(members, place);
            case JsonShape.Source() -> source(event, place);
        };
    }

    private JsonArray list(JsonShape.ListOf shape, JsonPlace place) {
        var list = array(place, (_, first, at) -> value(shape.element(), first, at));
        if (list.size() > shape.maxSize()) {
            problem(place, "at most %d elements, got %d".formatted(shape.maxSize(), list.size()));
        }
        return list;
    }

    private JsonObject map(JsonShape.MapOf shape, JsonPlace place) {
        var map = object(place, (_, first, at) -> value(shape.value(), first, at));
        if (map.size() > shape.maxSize()) {
            problem(place, "at most %d keys, got %d".formatted(shape.maxSize(), map.size()));
        }
        return map;
    }

    private JsonObject members(JsonShape.Members shape, JsonPlace place) {
        var object = object(place, (key, first, at) -> {
            var member = shape.members().get(key);
            if (member == null) {
                problem(
                        at,
                        "unknown key; "
                                + Spelling.suggestion(key, shape.members().keySet()));
            }
            boolean absent = first == Event.VALUE_NULL && (member == null || member.plain(first) == null);
            return member == null || absent ? any(first, at) : value(member, first, at);
        });
        for (String required : shape.required()) {
            if (!JsonMembers.has(object, required)) {
                problem(place.member(required), "is required");
            }
        }
        return object;
    }

    /** Another reader understands this value, so it becomes its own text. */
    private JsonString source(Event event, JsonPlace place) {
        int start = offset() - 1;
        any(event, place);
        return JSON.createValue(
                event == Event.START_OBJECT
                        ? json.substring(start, offset())
                        : String.valueOf(event == Event.VALUE_TRUE));
    }

    /** Reads a value of any shape, within the limits that hold for every value. */
    private JsonValue any(Event event, JsonPlace place) {
        return switch (event) {
            case START_OBJECT -> object(place, (_, first, at) -> any(first, at));
            case START_ARRAY -> array(place, (_, first, at) -> any(first, at));
            case VALUE_STRING -> text(Integer.MAX_VALUE, place);
            case VALUE_NUMBER -> number(place);
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, KEY_NAME, END_OBJECT, END_ARRAY -> parser.getValue();
        };
    }

    private JsonArray array(JsonPlace place, Part element) {
        var array = BUILDERS.createArrayBuilder();
        int index = 0;
        for (var event = next(); event != Event.END_ARRAY; event = next()) {
            array.add(element.read("", event, place.element(index)));
            index++;
        }
        return array.build();
    }

    private JsonObject object(JsonPlace place, Part member) {
        var seen = new Keys();
        var object = BUILDERS.createObjectBuilder();
        for (var event = next(); event != Event.END_OBJECT; event = next()) {
            String key = parser.getString();
            var at = place.member(key);
            if (!seen.add(key)) {
                problem(at, "is here twice");
            }
            if (key.length() > MAX_KEY) {
                problem(at, "a key has at most %d characters".formatted(MAX_KEY));
            }
            object.add(key, member.read(key, next(), at));
        }
        return object.build();
    }

    /** The keys of one object so far: most have few, which need no set. */
    private static final class Keys {
        private static final int FEW = 8;

        private final List<String> first = new ArrayList<>(FEW);
        private final Set<String> further = new HashSet<>(0);

        /** Adds {@code key}; whether it is new. */
        boolean add(String key) {
            if (first.contains(key)) {
                return false;
            }
            return first.size() < FEW ? first.add(key) : further.add(key);
        }
    }

    private JsonValue text(int maxLength, JsonPlace place) {
        String text = parser.getString();
        if (text.length() > maxLength) {
            problem(place, "at most %d characters, got %d".formatted(maxLength, text.length()));
        }
        if (hasEscapes && !JsonText.isWhole(text)) {
            problem(place, "half of a character: an escape such as \\ud83d stands alone");
        }
        return JSON.createValue(text);
    }

    /** Readers expand numbers to all their digits, so one like 1e999999999 must not reach them. */
    private JsonValue number(JsonPlace place) {
        String number = parser.getString();
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (number.length() > MAX_NUMBER) {
            return tooLong(number, "a number has at most %d digits".formatted(MAX_NUMBER), place);
        }
        if (exponent >= 0 && exponentDigits(number, exponent + 1) > MAX_EXPONENT_DIGITS) {
            return tooLong(number, "a number's exponent has at most %d digits".formatted(MAX_EXPONENT_DIGITS), place);
        }
        return parser.getValue();
    }

    private JsonValue tooLong(String number, String problem, JsonPlace place) {
        return switch (longNumbers) {
            case REFUSED -> {
                problem(place, problem);
                yield ZERO;
            }
            case AS_TEXT -> JSON.createValue(number);
        };
    }

    private static int exponentDigits(String number, int from) {
        int at = number.charAt(from) == '-' || number.charAt(from) == '+' ? from + 1 : from;
        while (at < number.length() && number.charAt(at) == '0') {
            at++;
        }
        return number.length() - at;
    }

    private Event next() {
        var event = parser.next();
        switch (event) {
            case START_OBJECT, START_ARRAY -> {
                if (++depth > MAX_DEPTH) {
                    throw new MalformedJson("nested more than %d deep at %s"
                            .formatted(MAX_DEPTH, JsonSyntax.place(json, offset() - 1)));
                }
            }
            case END_OBJECT, END_ARRAY -> depth--;
            case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
        }
        return event;
    }

    /** The parser itself refuses text after the value, when it is asked for more. */
    private void refuseTrailingText() {
        if (parser.hasNext()) {
            next();
        }
    }

    private int offset() {
        return Math.toIntExact(parser.getLocation().getStreamOffset());
    }

    private void problem(JsonPlace place, String message) {
        problems.add(place.toString(), message);
    }
}
