package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Source;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Ordering;
import io.weir.domain.schema.FieldType;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Compiles {@code ORDER BY} into a comparator. */
final class OrderBy {
    private OrderBy() {}

    /** Compares by {@code keys} in order; without keys, all values compare as equal. */
    static <T> Comparator<T> comparator(List<SortKey> keys, Function<Term, Expression<T>> expressions, Source source) {
        Comparator<T> comparator = (_, _) -> 0;
        for (var key : keys) {
            comparator = comparator.thenComparing(source.placing(
                    key.term(), () -> comparator(key, sortable(expressions.apply(key.term())))));
        }
        return comparator;
    }

    private static <T> Expression<T> sortable(Expression<T> expression) {
        if (!expression.sortable()) {
            throw QueryRefusal.malformed("field '%s' can not be sorted in a query call".formatted(expression.name()));
        }
        return expression;
    }

    private static <T> Comparator<T> comparator(SortKey key, Expression<T> expression) {
        var order = key.direction() == Ordering.Direction.ASC
                ? Comparisons.sortOrder(expression)
                : Comparisons.sortOrder(expression).reversed();
        int missing = missing(key, expression);
        return (one, other) -> {
            var left = expression.evaluate(one);
            var right = expression.evaluate(other);
            if (left == null || right == null) {
                return left == right ? 0 : left == null ? missing : -missing;
            }
            return order.compare(left, right);
        };
    }

    /** Lookups without a parent come first, whatever the key says. */
    private static int missing(SortKey key, Expression<?> expression) {
        return key.nulls() == Ordering.Nulls.FIRST || expression.type() == FieldType.REFERENCE ? -1 : 1;
    }
}
