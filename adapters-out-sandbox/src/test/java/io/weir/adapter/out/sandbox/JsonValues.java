package io.weir.adapter.out.sandbox;

import io.weir.adapter.out.sandbox.reply.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists and plain values, numbers as {@link BigDecimal}. */
public final class JsonValues {
    private JsonValues() {}

    public static @Nullable Object read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked") // callers pass only objects
    public static Map<String, @Nullable Object> object(@Nullable Object json) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(json);
    }

    public static List<Map<String, @Nullable Object>> objects(@Nullable Object json) {
        return ((List<?>) Objects.requireNonNull(json))
                .stream().map(JsonValues::object).toList();
    }
}
