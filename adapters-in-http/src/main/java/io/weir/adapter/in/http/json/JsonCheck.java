package io.weir.adapter.in.http.json;

import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.domain.draft.Problem;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a JSON text with the shape it should have, in one pass and without building anything from it, and says what is
 * wrong and where: bad syntax, nesting, double and unknown keys, wrong kinds, lengths, numbers that cost too much.
 *
 * <p>A text that passes can be bound without surprises: JSON-B by itself ignores unknown keys and trailing text, overflows
 * the stack on nesting, and cannot tell null from absent.
 */
public final class JsonCheck {
    public static final int MAX_DEPTH = 32;
    private static final int MAX_KEY = 255;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_EXPONENT_DIGITS = 3;

    private final String json;
    private final JsonParser parser;
    private final boolean hasEscapes;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> sources = new HashMap<>();
    private final int mostProblems;
    private int depth;

    private JsonCheck(String json, JsonParser parser, int mostProblems) {
        this.json = json;
        this.parser = parser;
        this.mostProblems = mostProblems;
        this.hasEscapes = json.contains("\\u");
    }

    /**
     * What the check noted on its way.
     *
     * @param sources the text of each {@link JsonShape.Source}, by its JSON pointer
     */
    public record Findings(List<Problem> problems, Map<String, String> sources) {
        /** Throws {@link RequestRefused} if anything is wrong. */
        public void refuseIfAny() {
            if (!problems.isEmpty()) {
                throw new RequestRefused(ErrorAnswer.invalid(problems));
            }
        }
    }

    /** Checks {@code json}; throws {@link RequestRefused} for a text that is no JSON at all. */
    public static Findings of(String json, JsonShape shape, JsonParserFactory parsers, int mostProblems) {
        if (json.isBlank()) {
            throw new RequestRefused(ErrorCode.MALFORMED_JSON, "the body is empty; send one JSON object");
        }
        try (var parser = parsers.createParser(new StringReader(json))) {
            var check = new JsonCheck(json, parser, mostProblems);
            check.value(shape, check.next(), JsonPlace.ROOT);
            check.refuseTrailingText();
            return new Findings(check.problems, check.sources);
        } catch (JsonParsingException unreadable) {
            throw new RequestRefused(
                    ErrorCode.MALFORMED_JSON,
                    JsonSyntax.describe(json, unreadable.getLocation().getStreamOffset()));
        }
    }

    private void value(JsonShape shape, Event event, JsonPlace place) {
        if (!shape.begins(event)) {
            problem(place, "expected %s, got %s".formatted(shape.describe(), JsonSyntax.describe(event)));
            skip(event, place);
            return;
        }
        switch (shape) {
            case JsonShape.Text(int maxLength) -> text(maxLength, place);
            case JsonShape.Digits() -> number(place);
            case JsonShape.Flag() -> {}
            case JsonShape.Scalar(int maxLength) -> {
                switch (event) {
                    case VALUE_STRING -> text(maxLength, place);
                    case VALUE_NUMBER -> number(place);
                    case VALUE_NULL,
                            VALUE_TRUE,
                            VALUE_FALSE,
                            START_OBJECT,
                            START_ARRAY,
                            KEY_NAME,
                            END_OBJECT,
                            END_ARRAY -> {}
                }
            }
            case JsonShape.ListOf list -> list(list, place);
            case JsonShape.MapOf map -> map(map, place);
            case JsonShape.Members members -> members(members, place);
            case JsonShape.Either(var shapes) -> {
                for (var candidate : shapes) {
                    if (candidate.begins(event)) {
                        value(candidate, event, place);
                        return;
                    }
                }
            }
            case JsonShape.Recursive recursive -> value(recursive.whole().get(), event, place);
            case JsonShape.Source() -> source(event, place);
        }
    }

    private void list(JsonShape.ListOf list, JsonPlace place) {
        int size = 0;
        for (var event = next(); event != Event.END_ARRAY; event = next()) {
            value(list.element(), event, place.element(size));
            size++;
        }
        if (size > list.maxSize()) {
            problem(place, "at most %d elements, got %d".formatted(list.maxSize(), size));
        }
    }

    private void map(JsonShape.MapOf map, JsonPlace place) {
        var seen = new HashSet<String>();
        for (var event = next(); event != Event.END_OBJECT; event = next()) {
            var at = place.member(key(seen, place));
            value(map.value(), next(), at);
        }
        if (seen.size() > map.maxSize()) {
            problem(place, "at most %d keys, got %d".formatted(map.maxSize(), seen.size()));
        }
    }

    private void members(JsonShape.Members shape, JsonPlace place) {
        var seen = new HashSet<String>();
        var present = new HashSet<String>();
        for (var event = next(); event != Event.END_OBJECT; event = next()) {
            String key = key(seen, place);
            var member = shape.members().get(key);
            var first = next();
            if (member == null) {
                problem(
                        place.member(key),
                        "unknown key; "
                                + Spelling.suggestion(key, shape.members().keySet()));
                skip(first, place.member(key));
            } else if (first != Event.VALUE_NULL || member.begins(first)) {
                present.add(key);
                value(member, first, place.member(key));
            }
        }
        for (String required : shape.required()) {
            if (!present.contains(required)) {
                problem(place.member(required), "is required");
            }
        }
    }

    private void source(Event event, JsonPlace place) {
        int start = offset() - 1;
        skip(event, place);
        sources.put(
                place.toString(),
                event == Event.START_OBJECT
                        ? json.substring(start, offset())
                        : String.valueOf(event == Event.VALUE_TRUE));
    }

    /** Reads a value of any shape; what no request may hold, it may not hold either. */
    private void skip(Event event, JsonPlace place) {
        switch (event) {
            case START_OBJECT -> {
                var seen = new HashSet<String>();
                for (var next = next(); next != Event.END_OBJECT; next = next()) {
                    var at = place.member(key(seen, place));
                    skip(next(), at);
                }
            }
            case START_ARRAY -> {
                int index = 0;
                for (var next = next(); next != Event.END_ARRAY; next = next()) {
                    skip(next, place.element(index++));
                }
            }
            case VALUE_STRING -> text(Integer.MAX_VALUE, place);
            case VALUE_NUMBER -> number(place);
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL, KEY_NAME, END_OBJECT, END_ARRAY -> {}
        }
    }

    private String key(Set<String> seen, JsonPlace place) {
        String key = parser.getString();
        if (!seen.add(key)) {
            problem(place.member(key), "stands here twice");
        }
        if (key.length() > MAX_KEY) {
            problem(place.member(key), "a key has at most %d characters".formatted(MAX_KEY));
        }
        return key;
    }

    private void text(int maxLength, JsonPlace place) {
        if (maxLength == Integer.MAX_VALUE && !hasEscapes) {
            return;
        }
        String text = parser.getString();
        if (text.length() > maxLength) {
            problem(place, "at most %d characters, got %d".formatted(maxLength, text.length()));
        }
        if (hasEscapes && !isWholeUnicode(text)) {
            problem(place, "half of a character: an escape such as \\ud83d stands alone");
        }
    }

    /** Numbers are read digit by digit later on, so one like 1e999999999 must not get there. */
    private void number(JsonPlace place) {
        String number = parser.getString();
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (number.length() > MAX_NUMBER) {
            problem(place, "a number has at most %d digits".formatted(MAX_NUMBER));
        } else if (exponent >= 0 && exponentDigits(number, exponent + 1) > MAX_EXPONENT_DIGITS) {
            problem(place, "a number's exponent has at most %d digits".formatted(MAX_EXPONENT_DIGITS));
        }
    }

    private static int exponentDigits(String number, int from) {
        int at = number.charAt(from) == '-' || number.charAt(from) == '+' ? from + 1 : from;
        while (at < number.length() && number.charAt(at) == '0') {
            at++;
        }
        return number.length() - at;
    }

    private static boolean isWholeUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private Event next() {
        var event = parser.next();
        switch (event) {
            case START_OBJECT, START_ARRAY -> {
                if (++depth > MAX_DEPTH) {
                    throw new RequestRefused(
                            ErrorCode.MALFORMED_JSON,
                            "nested more than %d deep at %s"
                                    .formatted(MAX_DEPTH, JsonSyntax.place(json, offset() - 1)));
                }
            }
            case END_OBJECT, END_ARRAY -> depth--;
            case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
        }
        return event;
    }

    /** The parser itself refuses what stands behind the value, once it is asked for more. */
    private void refuseTrailingText() {
        if (parser.hasNext()) {
            next();
        }
    }

    private int offset() {
        return Math.toIntExact(parser.getLocation().getStreamOffset());
    }

    private void problem(JsonPlace place, String message) {
        if (problems.size() < mostProblems) {
            problems.add(new Problem(place.toString(), message));
        }
    }
}
