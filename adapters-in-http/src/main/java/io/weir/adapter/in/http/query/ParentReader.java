package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.RelationshipName;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of parents that are selected by relationship, dotted or nested: {@code {"Account.Owner": ["Name"]}}
 * is {@code {"Account": {"relationships": {"Owner": ["Name"]}}}}. An invalid part is added to the problems and left
 * out.
 */
record ParentReader(Problems problems) {
    private static final String SOME_FIELD = "name at least one field";

    /**
     * The fields of {@code relationships}, an object at {@code location}, in order; empty if it is null.
     */
    List<DraftItem.Field> fields(@Nullable JsonObject relationships, String location) {
        var fields = new ArrayList<DraftItem.Field>();
        if (relationships != null) {
            parents(relationships, "", location, fields);
        }
        return fields;
    }

    private void parents(JsonObject relationships, String above, String location, List<DraftItem.Field> select) {
        relationships.forEach((name, parent) -> {
            String at = location + new JsonPlace(JsonPlace.ROOT, name);
            problems.attempt(at, () -> checked(above + name)).ifPresent(path -> parent(parent, path, at, select));
        });
    }

    private void parent(JsonValue json, String path, String location, List<DraftItem.Field> select) {
        if (json instanceof JsonArray names) {
            names(names, path, location, select);
            return;
        }
        var fields = JsonMembers.array(json.asJsonObject(), "fields");
        var further = JsonMembers.object(json.asJsonObject(), "relationships");
        if (further == null || further.isEmpty()) {
            if (fields == null) {
                problems.add(location, SOME_FIELD);
            } else {
                names(fields, path, location + "/fields", select);
            }
            return;
        }
        if (fields != null && !fields.isEmpty()) {
            names(fields, path, location + "/fields", select);
        }
        parents(further, path + ".", location + "/relationships", select);
    }

    private void names(JsonArray names, String path, String location, List<DraftItem.Field> select) {
        if (names.isEmpty()) {
            problems.add(location, SOME_FIELD);
        }
        for (int i = 0; i < names.size(); i++) {
            String at = location + "/" + i;
            String field = ((JsonString) names.get(i)).getString();
            problems.attempt(at, () -> FieldPath.parse(path + "." + field))
                    .ifPresent(parsed -> select.add(new DraftItem.Field(at, parsed)));
        }
    }

    /** {@code path} itself; an {@link IllegalArgumentException} fit for the caller if it leads to no parent. */
    private static String checked(String path) {
        var names = List.of(path.split("\\.", -1));
        names.forEach(RelationshipName::new);
        if (names.size() > FieldPath.MAX_PARENTS) {
            throw new IllegalArgumentException("relationships lead at most %d levels up, these lead %d"
                    .formatted(FieldPath.MAX_PARENTS, names.size()));
        }
        return path;
    }
}
