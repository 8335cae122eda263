package io.weir.adapter.in.http;

import io.weir.domain.schema.NearestNames;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser.Event;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives JSON the shape that it should have, so that it can be read and searched for further mistakes: unknown keys go, stand-ins
 * come. For one use.
 */
final class JsonRepair {
    private final Set<String> misfits;
    private final Set<String> doubtful;
    private final Set<String> replaced = new HashSet<>();
    private final Set<String> unquoted = new HashSet<>();

    private JsonRepair(Set<String> misfits) {
        this.misfits = misfits;
        this.doubtful = new HashSet<>(misfits);
    }

    /**
     * What can be read.
     *
     * @param unquoted where braces without quotes are now the text that was meant
     */
    record Repaired(JsonObject json, Doubts doubts, Set<String> unquoted) {}

    /** {@code json} in {@code shape}, where {@link JsonCheck} has found {@code misfits}. */
    static Repaired of(JsonObject json, JsonShape shape, Set<String> misfits) {
        var repair = new JsonRepair(misfits);
        var repaired = repair.value(json, shape, JsonPlace.ROOT).asJsonObject();
        repair.doubtful.removeAll(repair.unquoted);
        return new Repaired(repaired, new Doubts(repair.doubtful, repair.replaced), repair.unquoted);
    }

    private JsonValue value(JsonValue value, JsonShape shape, JsonPlace place) {
        if (!shape.begins(JsonSyntax.event(value)) || (!isNested(value) && misfits.contains(place.toString()))) {
            return replacement(value, shape, place);
        }
        return switch (shape) {
            case JsonShape.Text _, JsonShape.Digits _, JsonShape.Flag _, JsonShape.Scalar _, JsonShape.Source _ ->
                value;
            case JsonShape.ListOf(var element, var _) -> list(value.asJsonArray(), element, place);
            case JsonShape.MapOf(var member, var _) -> map(value.asJsonObject(), member, place);
            case JsonShape.Members members -> members(value.asJsonObject(), members, place);
            case JsonShape.Either(var shapes) ->
                shapes.stream()
                        .filter(candidate -> candidate.begins(JsonSyntax.event(value)))
                        .findFirst()
                        .map(candidate -> value(value, candidate, place))
                        .orElse(value);
            case JsonShape.Recursive(var _, var _, var whole) -> value(value, whole.get(), place);
        };
    }

    private JsonValue list(JsonArray list, JsonShape element, JsonPlace place) {
        var repaired = Json.createArrayBuilder();
        for (int i = 0; i < list.size(); i++) {
            repaired.add(value(list.get(i), element, place.element(i)));
        }
        return repaired.build();
    }

    private JsonValue map(JsonObject map, JsonShape member, JsonPlace place) {
        var repaired = Json.createObjectBuilder();
        map.forEach((key, value) -> repaired.add(key, value(value, member, place.member(key))));
        return repaired.build();
    }

    private JsonValue members(JsonObject json, JsonShape.Members shape, JsonPlace place) {
        var repaired = Json.createObjectBuilder();
        json.forEach((key, value) -> {
            var member = shape.members().get(key);
            if (member == null) {
                unknown(key, shape, place);
            } else if (JsonMembers.has(json, key) || member.begins(Event.VALUE_NULL)) {
                repaired.add(key, value(value, member, place.member(key)));
            }
        });
        shape.members().forEach((key, member) -> {
            if (shape.required().contains(key) && !JsonMembers.has(json, key)) {
                repaired.add(key, standIn(member, place.member(key)));
            }
        });
        return repaired.build();
    }

    /** It means one of the keys that there are; where none is near, it may mean any. */
    private void unknown(String key, JsonShape.Members shape, JsonPlace place) {
        var near = NearestNames.to(key, shape.members().keySet());
        near.forEach(meant -> doubtful.add(place.member(meant).toString()));
        if (near.isEmpty() && place.parent() != null) {
            doubtful.add(place.toString());
        }
    }

    private JsonValue replacement(JsonValue value, JsonShape shape, JsonPlace place) {
        if (place.name().equals("val")
                && value instanceof JsonObject braces
                && braces.size() == 1
                && braces.containsValue(JsonValue.NULL)) {
            unquoted.add(place.toString());
            return Json.createValue("{%s}".formatted(braces.keySet().iterator().next()));
        }
        return standIn(shape, place);
    }

    private JsonValue standIn(JsonShape shape, JsonPlace place) {
        doubtful.add(place.toString());
        replaced.add(place.toString());
        return switch (shape) {
            case JsonShape.Text _ -> Json.createValue("");
            case JsonShape.Digits _ -> Json.createValue(0);
            case JsonShape.Flag _ -> JsonValue.FALSE;
            case JsonShape.Scalar _ -> JsonValue.NULL;
            case JsonShape.ListOf _ -> JsonValue.EMPTY_JSON_ARRAY;
            case JsonShape.MapOf _, JsonShape.Source _ -> JsonValue.EMPTY_JSON_OBJECT;
            case JsonShape.Members members -> members(JsonValue.EMPTY_JSON_OBJECT, members, place);
            case JsonShape.Either(var shapes) -> standIn(shapes.getFirst(), place);
            case JsonShape.Recursive(var _, var _, var whole) -> standIn(whole.get(), place);
        };
    }

    private static boolean isNested(JsonValue value) {
        return value instanceof JsonObject || value instanceof JsonArray;
    }
}
