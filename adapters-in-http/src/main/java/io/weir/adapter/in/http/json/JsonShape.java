package io.weir.adapter.in.http.json;

import jakarta.json.stream.JsonParser.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What JSON a place in a request may hold. {@link CheckedJson} compares the two. */
public sealed interface JsonShape {
    /** Whether a value that begins with {@code event} may have this shape. */
    boolean begins(Event event);

    /** The shape in words: "a string". */
    String describe();

    record Text(int maxLength) implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return event == Event.VALUE_STRING;
        }

        @Override
        public String describe() {
            return "a string";
        }
    }

    record Digits() implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return event == Event.VALUE_NUMBER;
        }

        @Override
        public String describe() {
            return "a number";
        }
    }

    record Flag() implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return event == Event.VALUE_TRUE || event == Event.VALUE_FALSE;
        }

        @Override
        public String describe() {
            return "true or false";
        }
    }

    /** A string, number, boolean or null; here null is a value, not an absence. */
    record Scalar(int maxLength) implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return switch (event) {
                case VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> true;
                case START_OBJECT, START_ARRAY, KEY_NAME, END_OBJECT, END_ARRAY -> false;
            };
        }

        @Override
        public String describe() {
            return "a string, number, boolean or null";
        }
    }

    record ListOf(JsonShape element, int maxSize) implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return event == Event.START_ARRAY;
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** An object whose keys the caller chooses. */
    record MapOf(JsonShape value, int maxSize) implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return event == Event.START_OBJECT;
        }

        @Override
        public String describe() {
            return "an object";
        }
    }

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

        @Override
        public boolean begins(Event event) {
            return event == Event.START_OBJECT;
        }

        @Override
        public String describe() {
            return "an object";
        }
    }

    record Either(List<JsonShape> shapes) implements JsonShape {
        public static Either of(JsonShape... shapes) {
            return new Either(List.of(shapes));
        }

        @Override
        public boolean begins(Event event) {
            return shapes.stream().anyMatch(shape -> shape.begins(event));
        }

        /** The first alternative that begins with {@code event}. */
        JsonShape beginningWith(Event event) {
            return shapes.stream()
                    .filter(shape -> shape.begins(event))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public String describe() {
            return shapes.stream().map(JsonShape::describe).collect(Collectors.joining(" or "));
        }
    }

    /**
     * A shape that stands within itself, by reference.
     *
     * @param name what a schema calls it
     */
    record Recursive(String name, String describe, Supplier<JsonShape> whole) implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return whole.get().begins(event);
        }
    }

    /** JSON that another reader understands: an object or a boolean, kept as the text it is. */
    record Source() implements JsonShape {
        @Override
        public boolean begins(Event event) {
            return event == Event.START_OBJECT || event == Event.VALUE_TRUE || event == Event.VALUE_FALSE;
        }

        @Override
        public String describe() {
            return "an object";
        }
    }
}
