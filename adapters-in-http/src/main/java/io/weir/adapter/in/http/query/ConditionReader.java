package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.json.Spelling;
import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads conditions. An invalid one is added to the problems and replaced. The depth of JSON bounds the recursion. */
record ConditionReader(Problems problems, LeafValues values) {
    private static final Condition EVERYTHING = new Condition.Everything();

    /** Replaces an invalid condition, so that the query does not become one without conditions. */
    private static final Condition UNREADABLE = new Condition.Not(EVERYTHING);

    private static final List<String> OPERATORS = Arrays.stream(ConditionOperator.values())
            .map(ConditionOperator::symbol)
            .toList();
    private static final List<String> TYPES =
            Arrays.stream(FieldType.values()).map(FieldType::label).toList();

    /** All of {@code filters} and {@code where}, which are members of the query at {@code root}. */
    Condition both(@Nullable JsonObject filters, @Nullable JsonObject where, String root) {
        if (filters == null || filters.isEmpty()) {
            return tree(where, root + "/where");
        }
        var conditions = new ArrayList<Condition>(filters.size() + 1);
        filters.forEach((field, filter) -> {
            String location = root + "/filters" + new JsonPlace(JsonPlace.ROOT, field);
            conditions.add(leaf(() -> new Operand.Field(FieldPath.parse(field)), filter.asJsonObject(), location));
        });
        if (where != null) {
            conditions.add(tree(where, root + "/where"));
        }
        return new Condition.All(conditions);
    }

    /** The tree at {@code location}; no tree is no condition. */
    Condition tree(@Nullable JsonObject json, String location) {
        if (json == null) {
            return EVERYTHING;
        }
        var kinds = Stream.of("all", "any", "not")
                .filter(key -> JsonMembers.has(json, key))
                .toList();
        if (kinds.isEmpty()) {
            return comparison(json, location);
        }
        if (json.keySet().stream().filter(key -> JsonMembers.has(json, key)).count() > 1) {
            problems.add(
                    location, "expected all, any, not, or a field with its op: one of them, and nothing beside it");
        }
        var conditions =
                kinds.stream().map(kind -> branch(kind, json, location)).toList();
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions);
    }

    private Condition branch(String kind, JsonObject json, String location) {
        String within = location + "/" + kind;
        return switch (kind) {
            case "all" -> new Condition.All(several(json.getJsonArray(kind), within));
            case "any" -> new Condition.Any(several(json.getJsonArray(kind), within));
            default -> new Condition.Not(tree(json.getJsonObject(kind), within));
        };
    }

    private List<Condition> several(JsonArray list, String location) {
        if (list.isEmpty()) {
            problems.add(location, "name at least one condition");
        }
        var conditions = new ArrayList<Condition>(list.size());
        for (int i = 0; i < list.size(); i++) {
            conditions.add(tree(list.getJsonObject(i), location + "/" + i));
        }
        return conditions;
    }

    private Condition comparison(JsonObject json, String location) {
        boolean complete = true;
        for (String required : List.of("field", "op")) {
            if (!JsonMembers.has(json, required)) {
                problems.add(location + "/" + required, "is required");
                complete = false;
            }
        }
        if (JsonMembers.has(json, "query")) {
            return semiJoin(json, location);
        }
        if (!complete) {
            // an action collects the inputs that its queries refer to
            values.of(json, location);
            return UNREADABLE;
        }
        return leaf(() -> OperandJson.of(json), json, location);
    }

    private Condition leaf(Supplier<Operand> compared, JsonObject json, String location) {
        var operand = problems.attempt(location, compared);
        var operator = operator(json, location);
        Optional<FieldType> type = Optional.empty();
        if (JsonMembers.has(json, "type")) {
            String name = json.getString("type");
            type = FieldType.named(name);
            if (type.isEmpty()) {
                problems.add(location + "/type", "unknown type; " + Spelling.suggestion(name, TYPES));
            }
        }
        var value = values.of(json, location);
        if (operator.isEmpty()) {
            return UNREADABLE;
        }
        if (operator.get().takesValue() && !json.containsKey("val")) {
            problems.add(location + "/val", "is required; to compare with nothing, send null");
        }
        return operand.isEmpty()
                ? UNREADABLE
                : new Condition.Leaf(location, operand.get(), operator.get(), value, type);
    }

    private Condition semiJoin(JsonObject json, String location) {
        var operator = operator(json, location);
        boolean negated = operator.filter(ConditionOperator.NOT_IN::equals).isPresent();
        if (operator.isPresent() && !negated && operator.get() != ConditionOperator.IN) {
            problems.add(location + "/op", "a query goes with IN or NOT IN");
        }
        for (String other : List.of("val", "type")) {
            if (JsonMembers.has(json, other)) {
                problems.add(location + "/" + other, "is beside a query, which takes its place");
            }
        }
        String within = location + "/query";
        var query = json.getJsonObject("query");
        var field = JsonMembers.has(json, "field")
                ? problems.attempt(location + "/field", () -> FieldPath.parse(json.getString("field")))
                : Optional.<FieldPath>empty();
        var selected = problems.attempt(within + "/field", () -> FieldPath.parse(query.getString("field")));
        var from = problems.attempt(within + "/object_name", () -> new ObjectName(query.getString("object_name")));
        var where = tree(JsonMembers.object(query, "where"), within + "/where");
        return field.isPresent() && selected.isPresent() && from.isPresent()
                ? new Condition.SubQuery(location, field.get(), negated, selected.get(), from.get(), where)
                : UNREADABLE;
    }

    private Optional<ConditionOperator> operator(JsonObject json, String location) {
        if (!JsonMembers.has(json, "op")) {
            return Optional.empty();
        }
        String name = json.getString("op");
        var operator = ConditionOperator.named(name);
        if (operator.isEmpty()) {
            problems.add(location + "/op", "unknown operator; " + Spelling.suggestion(name, OPERATORS));
        }
        return operator;
    }
}
