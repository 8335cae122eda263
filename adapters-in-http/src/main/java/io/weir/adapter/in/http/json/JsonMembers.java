package io.weir.adapter.in.http.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of an object that may be missing; one that is null counts as missing. */
public final class JsonMembers {
    private JsonMembers() {}

    public static boolean has(JsonObject json, String member) {
        return value(json, member) != null;
    }

    public static @Nullable JsonObject object(JsonObject json, String member) {
        var value = value(json, member);
        return value == null ? null : value.asJsonObject();
    }

    public static @Nullable JsonArray array(JsonObject json, String member) {
        var value = value(json, member);
        return value == null ? null : value.asJsonArray();
    }

    /** The strings of a list; none if it is missing. */
    public static List<String> texts(JsonObject json, String member) {
        var list = array(json, member);
        if (list == null) {
            return List.of();
        }
        var texts = new ArrayList<String>(list.size());
        for (var value : list) {
            texts.add(((JsonString) value).getString());
        }
        return texts;
    }

    public static @Nullable JsonValue value(JsonObject json, String member) {
        var value = json.get(member);
        return isAbsent(value) ? null : value;
    }

    /** Whether {@code value}, of a member that may be missing, is missing or null. */
    public static boolean isAbsent(@Nullable JsonValue value) {
        return value == null || value.getValueType() == JsonValue.ValueType.NULL;
    }
}
