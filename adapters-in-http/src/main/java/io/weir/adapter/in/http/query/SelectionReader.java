package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.draft.ChildDraft;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.DraftOrdering;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Value;
import io.weir.domain.query.Alias;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.RelationshipName;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the selected items, their order and their limits. An invalid part is added to the problems, and left out or
 * replaced.
 */
record SelectionReader(Problems problems, ConditionReader conditions, ParentReader parents) {
    private static final String ROW_COUNT = "COUNT()";
    /** Replaces an invalid name. */
    private static final RelationshipName NO_RELATIONSHIP = new RelationshipName("Unread");

    private static final String SOME_FIELD = "name at least one field";

    /** The fields of the query at {@code root}, then its parents' fields, its aggregates and its children. */
    List<DraftItem> select(JsonObject query, String root) {
        var select = new ArrayList<DraftItem>();
        var aggregates = JsonMembers.array(query, "aggregates");
        var children = JsonMembers.object(query, "children");
        var fields = JsonMembers.texts(query, "fields");
        boolean otherwise = (aggregates != null && !aggregates.isEmpty()) || (children != null && !children.isEmpty());
        if (fields.isEmpty() && !otherwise) {
            problems.add(root + "/fields", JsonMembers.has(query, "fields") ? SOME_FIELD : "is required");
        }
        select.addAll(fields(fields, root + "/fields"));
        select.addAll(parents.fields(JsonMembers.object(query, "relationships"), root + "/relationships"));
        if (aggregates != null) {
            for (int i = 0; i < aggregates.size(); i++) {
                aggregate(aggregates.getJsonObject(i), root + "/aggregates/" + i, select::add);
            }
        }
        children(children, root, select::add);
        return select;
    }

    List<DraftItem.Field> fields(List<String> names, String location) {
        var fields = new ArrayList<DraftItem.Field>(names.size());
        for (int i = 0; i < names.size(); i++) {
            field(names.get(i), location + "/" + i, fields::add);
        }
        return fields;
    }

    private void field(String dotted, String location, Consumer<? super DraftItem.Field> select) {
        problems.attempt(location, () -> FieldPath.parse(dotted))
                .ifPresent(path -> select.accept(new DraftItem.Field(location, path)));
    }

    private void aggregate(JsonObject json, String location, Consumer<DraftItem> select) {
        boolean ofField = JsonMembers.has(json, "field");
        boolean named = JsonMembers.has(json, "alias");
        if (json.getString("function").strip().equalsIgnoreCase(ROW_COUNT)) {
            if (ofField || named) {
                problems.add(location, "COUNT() has no field and no alias; COUNT has both");
            }
            select.accept(new DraftItem.RowCount(location));
            return;
        }
        if (!ofField || !named) {
            problems.add(location, "a function needs a field and an alias");
            return;
        }
        var operand = problems.attempt(location, () -> OperandJson.of(json));
        var alias = problems.attempt(location + "/alias", () -> new Alias(json.getString("alias")));
        if (alias.isPresent() && operand.isPresent() && operand.get() instanceof Operand.Aggregate aggregate) {
            select.accept(new DraftItem.Aggregated(location, aggregate, alias.get()));
        }
    }

    private void children(@Nullable JsonObject children, String above, Consumer<DraftItem> select) {
        if (children == null) {
            return;
        }
        children.forEach((name, child) -> {
            String location = above + "/children" + new JsonPlace(JsonPlace.ROOT, name);
            var relationship =
                    problems.attempt(location, () -> new RelationshipName(name)).orElse(NO_RELATIONSHIP);
            select.accept(new DraftItem.Children(location, child(relationship, child.asJsonObject(), location)));
        });
    }

    private ChildDraft child(RelationshipName relationship, JsonObject json, String location) {
        var names = JsonMembers.texts(json, "fields");
        var select = new ArrayList<DraftItem>(fields(names, location + "/fields"));
        select.addAll(parents.fields(JsonMembers.object(json, "relationships"), location + "/relationships"));
        children(JsonMembers.object(json, "children"), location, select::add);
        if (names.isEmpty()) {
            problems.add(location + "/fields", SOME_FIELD);
        }
        return new ChildDraft(
                relationship,
                select,
                conditions.tree(JsonMembers.object(json, "where"), location + "/where"),
                orderings(JsonMembers.array(json, "order_by"), location + "/order_by"),
                limit(JsonMembers.value(json, "limit"), location + "/limit"),
                number(JsonMembers.value(json, "offset"), location + "/offset"));
    }

    List<DraftOrdering> orderings(@Nullable List<JsonValue> values, String list) {
        if (values == null) {
            return List.of();
        }
        var orderings = new ArrayList<DraftOrdering>(values.size());
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            String location = list + "/" + i;
            problems.attempt(
                            location,
                            () -> value instanceof JsonString text
                                    ? OrderingJson.parse(text.getString())
                                    : OrderingJson.of(value.asJsonObject()))
                    .ifPresent(ordering -> orderings.add(new DraftOrdering(location, ordering)));
        }
        return orderings;
    }

    Limit limit(@Nullable JsonValue value, String location) {
        return JsonMembers.isAbsent(value) ? new Limit.Unlimited() : new Limit.AtMost(number(value, location));
    }

    /** A number that may be sent as a string; 0 if it is absent. */
    int number(@Nullable JsonValue value, String location) {
        if (JsonMembers.isAbsent(value)) {
            return 0;
        }
        if (Coercion.of(InputJson.of(value), FieldType.INT) instanceof Coercion.Fits(Value.Decimal(var number))
                && number.signum() >= 0) {
            return number.intValueExact();
        }
        problems.add(location, "expected a whole number from 0 to %d".formatted(Integer.MAX_VALUE));
        return 0;
    }
}
