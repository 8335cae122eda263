package io.weir.adapter.out.sandbox.reply;

import io.weir.domain.query.Row;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads and writes JSON. Numbers keep all their digits. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** {@code value} as JSON in UTF-8; it may contain rows, maps, lists, strings, booleans, numbers and null. */
    public static byte[] bytes(Object value) {
        var bytes = new ByteArrayOutputStream(1_024);
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            write(json, value);
        }
        return bytes.toByteArray();
    }

    /** An object from alternating names and values. */
    public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    /**
     * {@code json} as maps, lists, strings, booleans and, for every number, {@link BigDecimal}; null if it is empty.
     * Throws {@link JsonValue.Malformed} for invalid JSON.
     */
    public static @Nullable Object read(byte[] json) {
        var value = JsonValue.readIfAny(json);
        return value == null ? null : value.plain();
    }

    static JsonParser parser(byte[] json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number.toPlainString());
            case Row row -> row(json, row);
            case Map<?, ?> map -> map(json, map);
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(item -> write(json, item));
                json.writeEndArray();
            }
            default -> throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass());
        }
    }

    private static void row(JsonGenerator json, Row row) {
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            json.writeName(row.name(i));
            write(json, row.value(i));
        }
        json.writeEndObject();
    }

    private static void map(JsonGenerator json, Map<?, ?> map) {
        json.writeStartObject();
        map.forEach((name, value) -> {
            json.writeName((String) name);
            write(json, value);
        });
        json.writeEndObject();
    }
}
