package io.weir.application.plan;

import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Condition;
import io.weir.domain.filter.Filter;
import io.weir.domain.query.SemiJoinRules;
import io.weir.domain.schema.FieldType.LiteralKind;
import io.weir.domain.schema.ObjectName;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Turns conditions into a filter with the org's names and typed values; useless once there are problems. */
final class ConditionBinding {
    private final NameResolution names;
    private final QueryPolicy policy;
    private final ZoneId zone;
    private final Findings findings;
    private int leaves;

    ConditionBinding(NameResolution names, QueryPolicy policy, ZoneId zone, Findings findings) {
        this.names = names;
        this.policy = policy;
        this.zone = zone;
        this.findings = findings;
    }

    /**
     * The filter that {@code condition} means in {@code scope}.
     *
     * @param location the place of the condition in the request
     */
    Filter filter(Condition condition, Scope scope, String location) {
        return filter(condition, scope, location, 0).simplified();
    }

    private Filter filter(Condition condition, Scope scope, String location, int depth) {
        if (depth > policy.maxConditionDepth()) {
            findings.problem(location, "conditions nest at most %d deep".formatted(policy.maxConditionDepth()));
            return new Filter.Nothing();
        }
        return switch (condition) {
            case Condition.Everything() -> new Filter.Everything();
            case Condition.All(var conditions) ->
                conditions.isEmpty()
                        ? new Filter.Everything()
                        : new Filter.AllOf(filters(conditions, scope, location, depth));
            case Condition.Any(var conditions) ->
                conditions.isEmpty()
                        ? new Filter.Nothing()
                        : new Filter.AnyOf(filters(conditions, scope, location, depth));
            case Condition.Not(var negated) -> new Filter.Not(filter(negated, scope, location, depth + 1));
            case Condition.SubQuery subQuery ->
                counted(subQuery.location()) ? semiJoin(subQuery, scope, depth) : new Filter.Nothing();
            case Condition.Leaf leaf ->
                counted(leaf.location())
                        ? new LeafBinding(leaf, names, scope, policy, zone, findings).filter()
                        : new Filter.Nothing();
        };
    }

    private List<Filter> filters(List<Condition> conditions, Scope scope, String location, int depth) {
        var filters = new ArrayList<Filter>(conditions.size());
        for (var condition : conditions) {
            filters.add(filter(condition, scope, location, depth + 1));
        }
        return filters;
    }

    private Filter semiJoin(Condition.SubQuery subQuery, Scope scope, int depth) {
        String location = subQuery.location();
        String query = location + "/query";
        var field = names.field(scope, subQuery.field(), location + "/field");
        requireFilterable(field, location + "/field", findings);
        requireId(field, location + "/field");
        var from = names.joined(subQuery.from(), query + "/object_name");
        var selected = names.field(from, subQuery.selected(), query + "/field");
        requireId(selected, query + "/field");
        requireSameObject(idsOf(field, scope), idsOf(selected, from), location);
        var where = filter(subQuery.where(), from, query + "/where", depth + 1);
        return new Filter.SemiJoin(
                field.path(),
                subQuery.negated(),
                selected.path(),
                NameResolution.canonical(subQuery.from(), from),
                where);
    }

    private void requireId(NameResolution.Resolved resolved, String location) {
        resolved.description()
                .filter(field -> field.type().literalKind() != LiteralKind.ID)
                .ifPresent(field -> findings.problem(
                        location,
                        "a sub-query goes by ids: field %s is of type %s, not id or reference"
                                .formatted(field.name(), field.type().label())));
    }

    private void requireSameObject(List<ObjectName> wanted, List<ObjectName> selected, String location) {
        if (!SemiJoinRules.comparable(wanted, selected)) {
            findings.problem(
                    location,
                    "the field holds ids of %s, but the sub-query selects ids of %s"
                            .formatted(wanted.getFirst(), selected.getFirst()));
        }
    }

    /** The objects whose ids a field of {@code scope} holds; empty if unknown. */
    private static List<ObjectName> idsOf(NameResolution.Resolved field, Scope scope) {
        if (field.description().isEmpty()) {
            return List.of();
        }
        return field.path().parents().isEmpty() && scope instanceof Scope.Described(var object, var _)
                ? SemiJoinRules.idsOf(field.description().get(), object.name())
                : field.description().get().referenceTo();
    }

    /** Counts a condition; whether the policy allows that many. Those beyond are not checked. */
    private boolean counted(String location) {
        leaves++;
        if (leaves == policy.maxConditions() + 1) {
            findings.problem(location, "a query has at most %d conditions".formatted(policy.maxConditions()));
        }
        return leaves <= policy.maxConditions();
    }

    /** Whether the field can be filtered; adds a problem if not. */
    static boolean requireFilterable(NameResolution.Resolved resolved, String location, Findings findings) {
        var unfilterable = resolved.description().filter(field -> !field.filterable());
        unfilterable.ifPresent(field -> findings.problem(
                location,
                "field %s of type %s cannot be filtered"
                        .formatted(field.name(), field.type().label())));
        return unfilterable.isEmpty();
    }
}
