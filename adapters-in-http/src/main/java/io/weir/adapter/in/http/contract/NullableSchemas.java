package io.weir.adapter.in.http.contract;

import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes OpenAPI 3.0's {@code nullable: true} as JSON Schema, which ignores it: null joins the types, and what would
 * still refuse null (an enumeration, a reference, ...) becomes one of two alternatives.
 */
final class NullableSchemas {
    private static final String NULLABLE = "nullable";

    /** Keywords that may refuse null by themselves; the others say nothing about null. */
    private static final Set<String> JUDGING_NULL = Set.of(
            "enum",
            "const",
            "$ref",
            "$dynamicRef",
            "$recursiveRef",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else");

    private NullableSchemas() {}

    /** Rewrites each of {@code schemas} in place; {@link RequestRefused} for a {@code nullable} that is no boolean. */
    static void rewrite(List<JsonNode> schemas) {
        for (var schema : schemas) {
            if (schema instanceof ObjectNode object && object.has(NULLABLE)) {
                rewrite(object);
            }
        }
    }

    private static void rewrite(ObjectNode schema) {
        var nullable = schema.remove(NULLABLE);
        if (!nullable.isBoolean()) {
            throw new RequestRefused(ErrorCode.INVALID_SCHEMA, "/expected_schema: nullable is true or false");
        }
        if (!nullable.asBoolean()) {
            return;
        }
        var type = schema.get("type");
        if (type != null && type.isString()) {
            schema.putArray("type").add(type).add("null");
        } else if (type != null && type.isArray()) {
            schema.putArray("type").addAll(List.copyOf(type.values())).add("null");
        }
        var judging = JsonNodeFactory.instance.objectNode();
        for (String keyword : JUDGING_NULL) {
            var value = schema.remove(keyword);
            if (value != null) {
                judging.set(keyword, value);
            }
        }
        if (!judging.isEmpty()) {
            var alternatives = schema.putArray("anyOf");
            alternatives.addObject().put("type", "null");
            alternatives.add(judging);
        }
    }
}
