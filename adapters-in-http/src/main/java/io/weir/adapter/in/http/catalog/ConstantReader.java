package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.OutputValue;
import io.weir.domain.draft.Coercion;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldType;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the constants that outputs may have instead of values from Salesforce. */
final class ConstantReader {
    private ConstantReader() {}

    /** The constants that {@code json} has: its value, those of its map, or those of its case. */
    static List<JsonValue> of(JsonObject json) {
        var constants = new ArrayList<JsonValue>();
        if (JsonMembers.has(json, "value")) {
            constants.add(json.getOrDefault("value", JsonValue.NULL));
        }
        if (JsonMembers.has(json, "map")) {
            constants.addAll(json.getJsonObject("map").values());
        }
        if (JsonMembers.has(json, "case")) {
            json.getJsonArray("case")
                    .getValuesAs(JsonObject.class)
                    .forEach(entry -> Stream.of("then", "else")
                            .filter(key -> JsonMembers.has(entry, key))
                            .forEach(key -> constants.add(entry.getOrDefault(key, JsonValue.NULL))));
        }
        return constants;
    }

    /** The narrowest type that all {@code constants} have. */
    static ActionOutput.Type type(List<JsonValue> constants) {
        if (constants.stream().allMatch(ConstantReader::isBoolean)) {
            return ActionOutput.Type.BOOLEAN;
        }
        if (!constants.stream().allMatch(JsonNumber.class::isInstance)) {
            return ActionOutput.Type.STRING;
        }
        return constants.stream().allMatch(number -> ((JsonNumber) number).isIntegral())
                ? ActionOutput.Type.INTEGER
                : ActionOutput.Type.NUMBER;
    }

    private static boolean isBoolean(JsonValue value) {
        return value.getValueType() == JsonValue.ValueType.TRUE || value.getValueType() == JsonValue.ValueType.FALSE;
    }

    /** The constant {@code key} of {@code json}; {@link IllegalArgumentException} if it is not of {@code type}. */
    static OutputValue value(JsonObject json, String key, ActionOutput.Type type) {
        return value(json.getOrDefault(key, JsonValue.NULL), type);
    }

    /** The constant {@code json}; {@link IllegalArgumentException} if it is not of {@code type}. */
    static OutputValue value(JsonValue json, ActionOutput.Type type) {
        var input = InputJson.of(json);
        if (type == ActionOutput.Type.STRING && !(json instanceof JsonString)) {
            throw new IllegalArgumentException("expected a text; put quotes around it");
        }
        return switch (Coercion.ofConstant(input, fieldType(type))) {
            case Coercion.Fits(Value.Text(var text)) ->
                new OutputValue.Text(TemplateValues.requireFixed(
                        text, "the text is fixed, and only a 'template' has fields in braces"));
            case Coercion.Fits(Value.Bool(var bool)) -> new OutputValue.Bool(bool);
            case Coercion.Fits(Value.Decimal(var number)) -> new OutputValue.Numeric(number);
            case Coercion.Fits(Value.Date(var date)) -> new OutputValue.Day(date);
            case Coercion.Fits(Value.DateTime(var instant)) -> new OutputValue.Moment(instant);
            case Coercion.Fits _ -> throw new IllegalArgumentException("a constant is a text, a number, true or false");
            case Coercion.Mismatch(var expected) -> throw new IllegalArgumentException("expected " + expected);
        };
    }

    private static FieldType fieldType(ActionOutput.Type type) {
        return switch (type) {
            case STRING -> FieldType.STRING;
            case BOOLEAN -> FieldType.BOOLEAN;
            case INTEGER -> FieldType.LONG;
            case NUMBER -> FieldType.DOUBLE;
            case DATE -> FieldType.DATE;
            case DATETIME -> FieldType.DATETIME;
        };
    }
}
