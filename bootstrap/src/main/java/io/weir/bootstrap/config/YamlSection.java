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

/** An object in the configuration file. An invalid value is recorded as a problem, with its file, line and place. */
final class YamlSection {
    /** The key of a list whose elements are all commented out is null. It must not count as absent. */
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

    /** Records a problem at {@code pointer}, in this section or another one. */
    void problemAt(String pointer, String message) {
        problems.add("%s: %s: %s".formatted(document.placeOf(pointer), pointer, message));
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /** The value of {@code key} without surrounding space; empty if it is not set or not a single value. */
    Optional<String> text(String key) {
        return value(key).filter(JsonString.class::isInstance).flatMap(value -> text((JsonString) value, place(key)));
    }

    /** The parsed value; the message of an {@link IllegalArgumentException} from {@code parser} becomes a problem. */
    <T> T read(String key, T defaultValue, Function<String, T> parser) {
        return read(key, parser).orElse(defaultValue);
    }

    /** The same; empty if the value is not set or invalid. */
    <T> Optional<T> read(String key, Function<String, T> parser) {
        return text(key).flatMap(text -> parse(place(key), text, parser));
    }

    boolean flag(String key, boolean defaultValue) {
        return read(key, defaultValue, ValueParsers::flag);
    }

    int whole(String key, int defaultValue, int min, int max) {
        return read(key, defaultValue, ValueParsers.whole(min, max));
    }

    /** The valid ones of the values in a list; a single value counts as a list. */
    <T> List<T> list(String key, Function<String, T> parser) {
        if (JsonValue.NULL.equals(json.get(key))) {
            problem(key, EMPTY_LIST);
        }
        var value = value(key);
        if (value.isEmpty() || !(value.get() instanceof JsonArray list)) {
            return read(key, parser).stream().toList();
        }
        var values = new ArrayList<T>();
        for (int i = 0; i < list.size(); i++) {
            String at = place(key) + "/" + i;
            text(list.getJsonString(i), at)
                    .flatMap(text -> parse(at, text, parser))
                    .ifPresent(values::add);
        }
        return values;
    }

    /** Whether {@code key} is set to an empty list. */
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

    /** The object under {@code key}; empty if it is not set or not an object. */
    Optional<YamlSection> section(String key) {
        return value(key)
                .filter(JsonObject.class::isInstance)
                .map(section -> new YamlSection(document, section.asJsonObject(), place(key), problems));
    }

    /** All single values by key. */
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

    private <T> Optional<T> parse(String at, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException refused) {
            problemAt(at, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }
}
