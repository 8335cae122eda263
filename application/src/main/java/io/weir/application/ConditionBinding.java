package io.weir.application;

import io.weir.domain.action.Condition;
import io.weir.domain.action.ConditionOperator;
import io.weir.domain.action.QueryPolicy;
import io.weir.domain.filter.Filter;
import io.weir.domain.schema.FieldDescription;
import java.util.List;
import java.util.Optional;

/**
 * Turns conditions into a filter: names in the org's spelling, values typed. What is wrong goes to the findings, and the
 * filter is then of no use.
 */
final class ConditionBinding {
    private final NameResolution names;
    private final QueryPolicy policy;
    private final Findings findings;
    private int leaves;

    ConditionBinding(NameResolution names, QueryPolicy policy, Findings findings) {
        this.names = names;
        this.policy = policy;
        this.findings = findings;
    }

    Filter filter(Condition condition, Scope scope) {
        return filter(condition, scope, 0).simplified();
    }

    private Filter filter(Condition condition, Scope scope, int depth) {
        if (depth > policy.maxConditionDepth()) {
            findings.problem("/where", "conditions nest at most %d deep".formatted(policy.maxConditionDepth()));
            return new Filter.Nothing();
        }
        return switch (condition) {
            case Condition.Everything() -> new Filter.Everything();
            case Condition.All(var conditions) ->
                conditions.isEmpty() ? new Filter.Everything() : new Filter.AllOf(filters(conditions, scope, depth));
            case Condition.Any(var conditions) ->
                conditions.isEmpty() ? new Filter.Nothing() : new Filter.AnyOf(filters(conditions, scope, depth));
            case Condition.Not(var negated) -> new Filter.Not(filter(negated, scope, depth + 1));
            case Condition.SubQuery subQuery -> semiJoin(subQuery, scope, depth);
            case Condition.Leaf leaf -> leaf(leaf, scope);
        };
    }

    private List<Filter> filters(List<Condition> conditions, Scope scope, int depth) {
        return conditions.stream()
                .map(condition -> filter(condition, scope, depth + 1))
                .toList();
    }

    private Filter leaf(Condition.Leaf leaf, Scope scope) {
        countLeaf(leaf.location());
        return new LeafBinding(leaf, names, scope, policy, findings).filter();
    }

    private Filter semiJoin(Condition.SubQuery subQuery, Scope scope, int depth) {
        countLeaf(subQuery.location());
        var field = names.field(scope, subQuery.field(), subQuery.location() + "/field");
        requireFilterable(field.description(), subQuery.location() + "/field", findings);
        var from = names.object(subQuery.from(), subQuery.location() + "/query/object_name");
        var selected = names.field(from, subQuery.selected(), subQuery.location() + "/query/field");
        var where = filter(subQuery.where(), from, depth + 1);
        return new Filter.SemiJoin(
                field.path(),
                subQuery.negated(),
                selected.path(),
                NameResolution.canonical(subQuery.from(), from),
                where);
    }

    private void countLeaf(String location) {
        leaves++;
        if (leaves == policy.maxConditions() + 1) {
            findings.problem(location, "a query has at most %d conditions".formatted(policy.maxConditions()));
        }
    }

    static void requireFilterable(Optional<FieldDescription> description, String location, Findings findings) {
        description
                .filter(field -> !field.filterable())
                .ifPresent(field -> findings.problem(
                        location,
                        "field %s of type %s cannot be filtered"
                                .formatted(field.name(), field.type().label())));
    }

    /** The operators' names, for a message. */
    static String symbols(List<ConditionOperator> operators) {
        return String.join(
                ", ", operators.stream().map(ConditionOperator::symbol).toList());
    }
}
