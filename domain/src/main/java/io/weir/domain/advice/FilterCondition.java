package io.weir.domain.advice;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.LikePattern;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import io.weir.domain.schema.FieldPath;
import java.util.List;

/** One condition of a filter: its field, and whether an index can serve it. Holds no value. */
record FilterCondition(FieldPath field, Use use) {
    /** What an index does for the condition. */
    enum Use {
        /** An index finds the rows. */
        SEARCHABLE,
        /** The pattern begins with a wildcard, so an index does not help. */
        LEADING_WILDCARD,
        /** The condition looks for rows without a value, which most indexes do not contain. */
        NULL,
        /** The condition excludes rows, so an index does not help. */
        NEGATIVE
    }

    /** Every condition of {@code filter}. */
    static List<FilterCondition> all(Filter filter) {
        return switch (filter) {
            case Filter.AllOf(var filters) -> joined(filters);
            case Filter.AnyOf(var filters) -> joined(filters);
            case Filter.Not(var negated) ->
                all(negated).stream()
                        .map(condition -> new FilterCondition(condition.field(), Use.NEGATIVE))
                        .toList();
            case Filter.Everything _, Filter.Nothing _ -> List.of();
            case Filter.Comparison(Operand.Field(var field), var operator, var value) ->
                one(field, use(operator, value));
            case Filter.Comparison(Operand.Aggregate _, var _, var _) -> List.of();
            case Filter.Like(var field, var pattern) ->
                one(field, beginsWithWildcard(pattern) ? Use.LEADING_WILDCARD : Use.SEARCHABLE);
            case Filter.Membership(var field, var values) ->
                one(field, values.stream().anyMatch(Value.Null.class::isInstance) ? Use.NULL : Use.SEARCHABLE);
            case Filter.Includes(var field, var _) -> one(field, Use.SEARCHABLE);
            case Filter.SemiJoin(var field, var negated, var _, var _, var _) ->
                one(field, negated ? Use.NEGATIVE : Use.SEARCHABLE);
            case Filter.Exclusion(var field, var _) -> one(field, Use.NEGATIVE);
            case Filter.Excludes(var field, var _) -> one(field, Use.NEGATIVE);
        };
    }

    /** The conditions whose rows an index could find; an OR has such conditions only if each of its sides has one. */
    static List<FilterCondition> searchable(Filter filter) {
        return switch (filter) {
            case Filter.AllOf(var filters) ->
                filters.stream().flatMap(part -> searchable(part).stream()).toList();
            case Filter.AnyOf(var filters) -> {
                var sides = filters.stream().map(FilterCondition::searchable).toList();
                yield sides.stream().anyMatch(List::isEmpty)
                        ? List.of()
                        : sides.stream().flatMap(List::stream).toList();
            }
            case Filter.Not _ -> List.of();
            case Filter other ->
                all(other).stream()
                        .filter(condition -> condition.use() == Use.SEARCHABLE)
                        .toList();
        };
    }

    private static List<FilterCondition> joined(List<Filter> filters) {
        return filters.stream().flatMap(part -> all(part).stream()).toList();
    }

    private static List<FilterCondition> one(FieldPath field, Use use) {
        return List.of(new FilterCondition(field, use));
    }

    private static Use use(Operator operator, Value value) {
        if (operator == Operator.NOT_EQUAL) {
            return Use.NEGATIVE;
        }
        return value instanceof Value.Null ? Use.NULL : Use.SEARCHABLE;
    }

    private static boolean beginsWithWildcard(LikePattern pattern) {
        return !pattern.parts().isEmpty() && !(pattern.parts().getFirst() instanceof LikePattern.Part.Literal);
    }
}
