package io.weir.adapter.in.http.json;

import jakarta.json.stream.JsonParser.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The JSON that is allowed at one place of a text. {@link CheckedJson} compares the two. */
public sealed interface JsonShape {
    record Text(int maxLength) implements JsonShape {}

    record Digits() implements JsonShape {}

    record Flag() implements JsonShape {}

    /** A string, number, boolean or null; here null is a value, not an absence. */
    record Scalar(int maxLength) implements JsonShape {}

    record ListOf(JsonShape element, int maxSize) implements JsonShape {}

    /** An object whose keys the caller chooses. */
    record MapOf(JsonShape value, int maxSize) implements JsonShape {}

    /** An object with these keys and no others. */
    record Members(Map<String, JsonShape> members, List<String> required) implements JsonShape {
        public static Members requiring(String... keys) {
            return new Members(Map.of(), List.of(keys));
        }

        /** The same with further {@code keys}, whose values have {@code shape}. */
        public Members with(JsonShape shape, String... keys) {
            var all = new HashMap<>(members);
            for (String key : keys) {
                all.put(key, shape);
            }
            return new Members(Map.copyOf(all), required);
        }
    }

    record Either(List<JsonShape> shapes) implements JsonShape {
        public static Either of(JsonShape... shapes) {
            return new Either(List.of(shapes));
        }

        /** The first alternative that begins with {@code event}. */
        JsonShape beginningWith(Event event) {
            for (var shape : shapes) {
                if (shape.begins(event)) {
                    return shape;
                }
            }
            throw new NoSuchElementException();
        }

        private boolean hasBeginning(Event event) {
            for (var shape : shapes) {
                if (shape.begins(event)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A shape that contains itself, by reference.
     *
     * @param name the name of its JSON Schema
     * @param description the shape in words
     */
    record Recursive(String name, String description, Supplier<JsonShape> whole) implements JsonShape {}

    /** An object or a boolean that another reader understands, and that is read as its text. */
    record Source() implements JsonShape {}

    /** Whether a value that begins with {@code event} may have this shape. */
    default boolean begins(Event event) {
        boolean flag = event == Event.VALUE_TRUE || event == Event.VALUE_FALSE;
        return switch (this) {
            case Text _ -> event == Event.VALUE_STRING;
            case Digits _ -> event == Event.VALUE_NUMBER;
            case Flag _ -> flag;
            case Scalar _ ->
                flag || event == Event.VALUE_STRING || event == Event.VALUE_NUMBER || event == Event.VALUE_NULL;
            case ListOf _ -> event == Event.START_ARRAY;
            case MapOf _, Members _ -> event == Event.START_OBJECT;
            case Source _ -> flag || event == Event.START_OBJECT;
            case Either either -> either.hasBeginning(event);
            case Recursive recursive -> recursive.whole().get().begins(event);
        };
    }

    /** The shape in words: "a string". */
    default String describe() {
        return switch (this) {
            case Text _ -> "a string";
            case Digits _ -> "a number";
            case Flag _ -> "true or false";
            case Scalar _ -> "a string, number, boolean or null";
            case ListOf _ -> "a list";
            case MapOf _, Members _, Source _ -> "an object";
            case Either(var shapes) -> shapes.stream().map(JsonShape::describe).collect(Collectors.joining(" or "));
            case Recursive recursive -> recursive.description();
        };
    }
}
