package io.weir.adapter.in.http.json;

import jakarta.json.stream.JsonParser.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON that is allowed at one place of a text. {@link CheckedJson} compares the two. */
public sealed interface JsonShape {
    /** A shape that is neither a choice nor a reference. */
    sealed interface Plain extends JsonShape {
        private boolean begins(Event event) {
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
            };
        }
    }

    record Text(int maxLength) implements Plain {}

    record Digits() implements Plain {}

    record Flag() implements Plain {}

    /** A string, number, boolean or null; here null is a value, not an absence. */
    record Scalar(int maxLength) implements Plain {}

    record ListOf(JsonShape element, int maxSize) implements Plain {}

    /** An object whose keys the caller chooses. */
    record MapOf(JsonShape value, int maxSize) implements Plain {}

    /** An object with these keys and no others. */
    record Members(Map<String, JsonShape> members, List<String> required) implements Plain {
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
    }

    /**
     * A shape that contains itself, by reference.
     *
     * @param name the name of its JSON Schema
     * @param description the shape in words
     */
    record Recursive(String name, String description, Supplier<JsonShape> whole) implements JsonShape {}

    /** An object or a boolean that another reader understands, and that is read as its text. */
    record Source() implements Plain {}

    /**
     * The shape that a value has which begins with {@code event}: this one, or the first alternative that fits; null if
     * the value cannot have this shape.
     */
    default @Nullable Plain plain(Event event) {
        return switch (this) {
            case Plain plain -> plain.begins(event) ? plain : null;
            case Either(var shapes) -> first(shapes, event);
            case Recursive recursive -> recursive.whole().get().plain(event);
        };
    }

    private static @Nullable Plain first(List<JsonShape> shapes, Event event) {
        for (var shape : shapes) {
            var plain = shape.plain(event);
            if (plain != null) {
                return plain;
            }
        }
        return null;
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
