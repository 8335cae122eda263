package io.weir.adapter.in.http.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Where JSON Schema has schemas inside a schema; everything else in one is data. */
final class SchemaKeywords {
    /** Keywords that hold a schema, and apply it to the very value that their own schema is applied to. */
    private static final Set<String> SAME_VALUE = Set.of("not", "if", "then", "else");

    private static final Set<String> SAME_VALUE_LISTS = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> SAME_VALUE_MAPS = Set.of("dependentSchemas", "dependencies");

    /** Keywords that hold a schema for what is inside the value. */
    private static final Set<String> INSIDE = Set.of(
            "items",
            "additionalItems",
            "additionalProperties",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema");

    private static final Set<String> INSIDE_LISTS = Set.of("items", "prefixItems");
    private static final Set<String> INSIDE_MAPS = Set.of("properties", "patternProperties", "$defs", "definitions");

    static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    private SchemaKeywords() {}

    /** One schema that stands in another. */
    record Inner(JsonNode schema, boolean sameValue) {}

    /** The schemas that stand directly in {@code schema}, references aside. */
    static List<Inner> inner(JsonNode schema) {
        var found = new ArrayList<Inner>();
        for (var entry : schema.properties()) {
            String keyword = entry.getKey();
            var value = entry.getValue();
            if (value.isArray()) {
                boolean same = SAME_VALUE_LISTS.contains(keyword);
                if (same || INSIDE_LISTS.contains(keyword)) {
                    value.forEach(element -> add(element, same, found));
                }
            } else if (SAME_VALUE_MAPS.contains(keyword)) {
                value.forEach(element -> add(element, true, found));
            } else if (INSIDE_MAPS.contains(keyword)) {
                value.forEach(element -> add(element, false, found));
            } else if (SAME_VALUE.contains(keyword) || INSIDE.contains(keyword)) {
                add(value, SAME_VALUE.contains(keyword), found);
            }
        }
        return found;
    }

    private static void add(JsonNode node, boolean sameValue, List<Inner> found) {
        if (node.isObject() || node.isBoolean()) {
            found.add(new Inner(node, sameValue));
        }
    }
}
