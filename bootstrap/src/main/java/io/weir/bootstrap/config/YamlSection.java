package io.weir.bootstrap.config;

import io.weir.adapter.in.http.yaml.YamlDocument;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object in the configuration file, which has its shape. What its values cannot mean becomes a problem with file, line and place.
 */
final class YamlSection {
    /** A list whose elements are all commented out would otherwise count as absent, and a policy be dropped in silence. */
    static final String EMPTY_LIST = "has nothing behind it; write a list, or leave the key out";

    private final YamlDocument document;
    private final JsonObject json;
    private final String place;
    private final List<String> problems;

    /**
     * @param place where {@code json} stands in {@code document}, as a JSON pointer
     */
    YamlSection(YamlDocument document, JsonObject json, String place, List<String> problems) {
        this.document = document;
        this.json = json;
        this.place = place;
        this.problems = problems;
    }

    String place() {
        return place;
    }

    String place(String key) {
        return place + "/" + key;
    }

    void problem(String key, String message) {
        problemAt(place(key), message);
    }

    /** A problem at {@code pointer}, here or in another section. */
    void problemAt(String pointer, String message) {
        problems.add("%s: %s: %s".formatted(document.placeOf(pointer), pointer, message));
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /** The value of {@code key} without surrounding space; empty where it is not set, or something else than one value. */
    Optional<String> text(String key) {
        return value(key).filter(JsonString.class::isInstance).flatMap(value -> text((JsonString) value, place(key)));
    }

    /** What {@code reader} makes of the value; a problem for an {@link IllegalArgumentException} of it, in its words. */
    <T> T read(String key, T otherwise, Function<String, T> reader) {
        return read(key, reader).orElse(otherwise);
    }

    /** The same; empty where nothing came of it. */
    <T> Optional<T> read(String key, Function<String, T> reader) {
        return text(key).flatMap(text -> tried(place(key), text, reader));
    }

    boolean flag(String key, boolean otherwise) {
        return read(key, otherwise, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false, got '%s'".formatted(text));
        });
    }

    int whole(String key, int otherwise, int least, int most) {
        return read(key, otherwise, text -> {
            String wrong = "expected a whole number from %d to %d, got '%s'".formatted(least, most, text);
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(wrong, notANumber);
            }
            throw new IllegalArgumentException(wrong);
        });
    }

    /** What {@code reader} makes of each text of a list, or of the only text there is. */
    <T> List<T> list(String key, Function<String, T> reader) {
        if (JsonValue.NULL.equals(json.get(key))) {
            problem(key, EMPTY_LIST);
        }
        var value = value(key);
        if (value.isEmpty() || !(value.get() instanceof JsonArray list)) {
            return read(key, reader).stream().toList();
        }
        var values = new ArrayList<T>();
        for (int i = 0; i < list.size(); i++) {
            String at = place(key) + "/" + i;
            text(list.getJsonString(i), at)
                    .flatMap(text -> tried(at, text, reader))
                    .ifPresent(values::add);
        }
        return values;
    }

    /** Whether {@code key} is set to a list that has nothing in it. */
    boolean isEmptyList(String key) {
        return value(key).filter(JsonValue.EMPTY_JSON_ARRAY::equals).isPresent();
    }

    /** The objects of a list. */
    List<YamlSection> sections(String key) {
        var sections = new ArrayList<YamlSection>();
        value(key).ifPresent(list -> {
            for (int i = 0; i < list.asJsonArray().size(); i++) {
                sections.add(
                        new YamlSection(document, list.asJsonArray().getJsonObject(i), place(key) + "/" + i, problems));
            }
        });
        return sections;
    }

    /** The object under {@code key}; empty where there is none, or something else. */
    Optional<YamlSection> section(String key) {
        return value(key)
                .filter(JsonObject.class::isInstance)
                .map(section -> new YamlSection(document, section.asJsonObject(), place(key), problems));
    }

    /** Every key with its text. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        json.keySet().forEach(key -> text(key).ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    private Optional<JsonValue> value(String key) {
        return Optional.ofNullable(json.get(key)).filter(value -> !value.equals(JsonValue.NULL));
    }

    private Optional<String> text(JsonString value, String at) {
        String text = value.getString().strip();
        if (text.isEmpty()) {
            problemAt(at, "is blank; write a value, or leave the key out");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private <T> Optional<T> tried(String at, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException refused) {
            problemAt(at, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }
}
