package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.statement.Condition;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.filter.Filter;
import io.weir.domain.query.SemiJoinRules;
import io.weir.domain.query.SoqlLimits;
import io.weir.domain.schema.FieldDescription;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.ObjectName;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Refuses what the domain's {@link SemiJoinRules} forbid, in Salesforce's words. */
final class SemiJoins {
    private final IdentityHashMap<Filter.SemiJoin, Condition.SemiJoin> semiJoins = new IdentityHashMap<>();

    private SemiJoins() {}

    /** A semi-join of a statement that breaks a rule. */
    record Broken(Condition.SemiJoin semiJoin, QueryRefusal refusal) {}

    /** The first rule that the condition of a query from {@code from} breaks. */
    static Optional<Broken> broken(ObjectName from, Condition where) {
        var joins = new SemiJoins();
        return SemiJoinRules.broken(from, joins.structure(where)).stream()
                .findFirst()
                .map(broken -> new Broken(joins.semiJoin(broken.semiJoin()), refusal(broken)));
    }

    /** The first semi-join in {@code where}, as it is written. */
    static Optional<Condition.SemiJoin> first(Condition where) {
        return switch (where) {
            case Condition.SemiJoin join -> Optional.of(join);
            case Condition.Parentheses(var inner) -> first(inner);
            case Condition.Not(var negated) -> first(negated);
            case Condition.AllOf(var conditions) -> first(conditions);
            case Condition.AnyOf(var conditions) -> first(conditions);
            case Condition.Everything _,
                    Condition.Comparison _,
                    Condition.Like _,
                    Condition.In _,
                    Condition.NotIn _,
                    Condition.Includes _,
                    Condition.Excludes _ -> Optional.empty();
        };
    }

    private static Optional<Condition.SemiJoin> first(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> first(condition).stream())
                .findFirst();
    }

    /** The refusal of a semi-join unless both fields hold ids, and of one object at least the same. */
    static Optional<QueryRefusal> differentIds(
            FieldDescription field, ObjectName object, FieldDescription selected, ObjectName joined) {
        for (var either : List.of(field, selected)) {
            if (either.type().literalKind() != FieldType.LiteralKind.ID) {
                return Optional.of(QueryRefusal.malformed(
                        "semi join sub selects can only query id fields, cannot use: '%s'".formatted(either.name())));
            }
        }
        if (SemiJoinRules.comparable(SemiJoinRules.idsOf(field, object), SemiJoinRules.idsOf(selected, joined))) {
            return Optional.empty();
        }
        return Optional.of(QueryRefusal.malformed(
                ("The selected field '%s' in the subquery and the left operand field in the where expression in the"
                                + " outer query '%s' should point to the same object type")
                        .formatted(selected.name(), field.name())));
    }

    private Condition.SemiJoin semiJoin(Filter.SemiJoin projected) {
        var semiJoin = semiJoins.get(projected);
        if (semiJoin == null) {
            throw new IllegalStateException("a semi-join of another statement");
        }
        return semiJoin;
    }

    /** The conditions as the domain sees them; all that are not semi-joins count as the same one. */
    private Filter structure(Condition condition) {
        return switch (condition) {
            case Condition.SemiJoin join -> {
                var projected = new Filter.SemiJoin(
                        join.field(), join.negated(), join.selected(), join.from(), structure(join.where()));
                semiJoins.put(projected, join);
                yield projected;
            }
            case Condition.Parentheses(var inner) -> structure(inner);
            case Condition.AllOf(var conditions) -> new Filter.AllOf(structures(conditions));
            case Condition.AnyOf(var conditions) -> new Filter.AnyOf(structures(conditions));
            case Condition.Not(var negated) -> new Filter.Not(structure(negated));
            case Condition.Everything _,
                    Condition.Comparison _,
                    Condition.Like _,
                    Condition.In _,
                    Condition.NotIn _,
                    Condition.Includes _,
                    Condition.Excludes _ -> new Filter.Everything();
        };
    }

    private List<Filter> structures(List<Condition> conditions) {
        return conditions.stream().map(this::structure).toList();
    }

    private static QueryRefusal refusal(SemiJoinRules.Broken broken) {
        return switch (broken.rule()) {
            case NO_OR -> QueryRefusal.malformed("Semi join sub-selects are not allowed with the 'OR' operator");
            case NO_NOT -> QueryRefusal.malformed("Semi join sub-selects are not allowed with the 'NOT' operator");
            case NO_GROUP -> QueryRefusal.nestedSemiJoin();
            case OWN_FIELD ->
                QueryRefusal.malformed("The left operand cannot have more than one level of relationships");
            case OWN_SELECTED_FIELD ->
                QueryRefusal.malformed("The inner select field cannot have more than one level of relationships");
            case OTHER_OBJECT ->
                QueryRefusal.malformed("The inner and outer selects should not be on the same object type");
            case JOINED_OBJECT ->
                QueryRefusal.malformed("Entity '%s' is not supported for semi join inner selects"
                        .formatted(broken.semiJoin().from()));
            case NO_NESTING -> QueryRefusal.malformed("Nesting of semi join sub-selects is not supported");
            case AT_MOST ->
                new QueryRefusal(
                        "EXCEEDED_MAX_SEMIJOIN_SUBSELECTS",
                        "Maximum %d semi join sub-selects are allowed".formatted(SoqlLimits.MAX_SEMI_JOINS));
        };
    }
}
