package io.weir.adapter.in.http.openapi;

import io.weir.adapter.in.http.json.JsonShape;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts a {@link JsonShape} to a JSON Schema, so that the documentation matches the check. For one use. */
final class ShapeSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String references;
    private final String prefix;
    private final ObjectNode named;

    /**
     * @param references where the schemas in {@code named} are referred to, such as {@code #/$defs/}
     * @param prefix what their names begin with
     * @param named takes the schemas that refer to themselves
     */
    ShapeSchema(String references, String prefix, ObjectNode named) {
        this.references = references;
        this.prefix = prefix;
        this.named = named;
    }

    ObjectNode of(JsonShape shape) {
        var schema = NODES.objectNode();
        switch (shape) {
            case JsonShape.Text(int maxLength) -> schema.put("type", "string").put("maxLength", maxLength);
            case JsonShape.Digits() -> schema.put("type", "number");
            case JsonShape.Flag() -> schema.put("type", "boolean");
            case JsonShape.Scalar(int maxLength) -> {
                schema.putArray("type")
                        .add("string")
                        .add("number")
                        .add("boolean")
                        .add("null");
                schema.put("maxLength", maxLength);
            }
            case JsonShape.ListOf(var element, int maxSize) -> {
                schema.put("type", "array").set("items", of(element));
                schema.put("maxItems", maxSize);
            }
            case JsonShape.MapOf(var value, int maxSize) -> {
                schema.put("type", "object").set("additionalProperties", of(value));
                schema.put("maxProperties", maxSize);
            }
            case JsonShape.Members members -> members(members, schema);
            case JsonShape.Either(var shapes) -> {
                var alternatives = schema.putArray("anyOf");
                shapes.forEach(alternative -> alternatives.add(of(alternative)));
            }
            case JsonShape.Recursive recursive -> schema.put("$ref", reference(recursive));
            case JsonShape.Source() -> schema.putArray("type").add("object").add("boolean");
        }
        return schema;
    }

    private void members(JsonShape.Members members, ObjectNode schema) {
        schema.put("type", "object");
        var properties = schema.putObject("properties");
        new TreeMap<>(members.members()).forEach((name, member) -> properties.set(name, of(member)));
        if (!members.required().isEmpty()) {
            var required = schema.putArray("required");
            members.required().forEach(required::add);
        }
        schema.put("additionalProperties", false);
    }

    private String reference(JsonShape.Recursive recursive) {
        String name = prefix + recursive.name();
        if (!named.has(name)) {
            named.putObject(name); // before what it holds, which leads back to it
            named.set(name, of(recursive.whole().get()));
        }
        return references + name;
    }
}
