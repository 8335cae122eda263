package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.adapter.out.sandbox.statement.SortKey;
import io.weir.adapter.out.sandbox.statement.Term;
import io.weir.domain.query.Ordering;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Compiles {@code ORDER BY} into a comparator. */
final class OrderBy {
    private OrderBy() {}

    /** Compares by {@code keys} in order; without keys, all values compare as equal. */
    static <T> Comparator<T> comparator(List<SortKey> keys, Function<Term, Expression<T>> expressions) {
        Comparator<T> comparator = (_, _) -> 0;
        for (var key : keys) {
            var expression = expressions.apply(key.term());
            if (!expression.sortable()) {
                throw QueryRefusal.invalidField(
                        "field '%s' can not be sorted in a query call".formatted(expression.name()));
            }
            comparator = comparator.thenComparing(comparator(key, expression));
        }
        return comparator;
    }

    private static <T> Comparator<T> comparator(SortKey key, Expression<T> expression) {
        var order = key.direction() == Ordering.Direction.ASC
                ? Comparisons.sortOrder(expression)
                : Comparisons.sortOrder(expression).reversed();
        int missing = key.nulls() == Ordering.Nulls.FIRST ? -1 : 1;
        return (one, other) -> {
            var left = expression.evaluate(one);
            var right = expression.evaluate(other);
            if (left == null || right == null) {
                return left == right ? 0 : left == null ? missing : -missing;
            }
            return order.compare(left, right);
        };
    }
}
