package io.weir.adapter.in.http.json;

import io.weir.domain.draft.Input;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Reads a value that a caller sent: a scalar, or a list of scalars. */
public final class InputJson {
    /** The most bytes that a request to a data action has. */
    public static final int MAX_REQUEST = 16 * 1024;

    private InputJson() {}

    /** What {@code value} is; a missing one is null. */
    public static Input of(@Nullable JsonValue value) {
        return switch (value) {
            case null -> new Input.Null();
            case JsonString text -> new Input.Text(text.getString());
            case JsonNumber number -> new Input.Numeric(number.bigDecimalValue());
            case JsonArray list ->
                new Input.Many(list.stream().map(InputJson::of).toList());
            default ->
                value.getValueType() == JsonValue.ValueType.NULL
                        ? new Input.Null()
                        : new Input.Bool(value.getValueType() == JsonValue.ValueType.TRUE);
        };
    }
}
