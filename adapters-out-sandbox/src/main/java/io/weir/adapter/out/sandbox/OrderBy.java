package io.weir.adapter.out.sandbox;

import io.weir.domain.filter.Operand;
import io.weir.domain.query.Ordering;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Makes {@code ORDER BY} into a comparator. */
final class OrderBy {
    private OrderBy() {}

    /** Compares by {@code keys}, the first that differs; equal for all if there are none. */
    static <T> Comparator<T> comparator(List<Ordering> keys, Function<Operand, Expression<T>> sources) {
        Comparator<T> comparator = (_, _) -> 0;
        for (var key : keys) {
            var source = sources.apply(key.operand());
            if (!source.sortable()) {
                throw QueryRefusal.invalidField(
                        "field '%s' can not be sorted in a query call".formatted(source.name()));
            }
            comparator = comparator.thenComparing(comparator(key, source));
        }
        return comparator;
    }

    private static <T> Comparator<T> comparator(Ordering key, Expression<T> source) {
        var order = key.direction() == Ordering.Direction.ASC
                ? Comparisons.sortOrder(source)
                : Comparisons.sortOrder(source).reversed();
        int missing = key.nulls() == Ordering.Nulls.FIRST ? -1 : 1;
        return (one, other) -> {
            var left = source.evaluate(one);
            var right = source.evaluate(other);
            if (left == null || right == null) {
                return left == right ? 0 : left == null ? missing : -missing;
            }
            return order.compare(left, right);
        };
    }
}
