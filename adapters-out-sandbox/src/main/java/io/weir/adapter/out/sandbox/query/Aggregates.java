package io.weir.adapter.out.sandbox.query;

import io.weir.adapter.out.sandbox.org.StoredRecord;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.filter.AggregateFunction;
import io.weir.domain.schema.FieldType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SOQL's aggregate functions. Null values are ignored; without any value, counts are 0 and all other results are null.
 */
final class Aggregates {
    private Aggregates() {}

    static void check(AggregateFunction function, ResolvedPath path) {
        var field = path.field();
        if (!field.aggregatable() || !function.suits(field.type())) {
            throw QueryRefusal.malformed(
                    "field %s does not support aggregate operator %s".formatted(field.name(), function));
        }
    }

    /** The type of the result of {@code function} over a field of type {@code field}. */
    static FieldType resultType(AggregateFunction function, FieldType field) {
        return switch (function) {
            case COUNT, COUNT_DISTINCT -> FieldType.INT;
            case AVG -> field == FieldType.INT ? FieldType.DOUBLE : field;
            case SUM, MIN, MAX -> field;
        };
    }

    static @Nullable Object evaluate(
            AggregateFunction function, Expression<StoredRecord> expression, List<StoredRecord> members) {
        var values = members.stream()
                .map(expression::evaluate)
                .filter(Objects::nonNull)
                .map(Object.class::cast);
        return switch (function) {
            case COUNT -> values.count();
            case COUNT_DISTINCT ->
                values.map(Comparisons::equalityKey).distinct().count();
            case SUM -> sum(values.toList());
            case AVG -> average(values.toList());
            case MIN -> values.min(Comparisons.sortOrder(expression)).orElse(null);
            case MAX -> values.max(Comparisons.sortOrder(expression)).orElse(null);
        };
    }

    private static @Nullable Object sum(List<Object> values) {
        if (values.isEmpty()) {
            return null;
        }
        return values.getFirst() instanceof Long
                ? (Object) values.stream().mapToLong(Long.class::cast).sum()
                : total(values);
    }

    private static @Nullable Object average(List<Object> values) {
        if (values.isEmpty()) {
            return null;
        }
        var mean = total(values)
                .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64)
                .stripTrailingZeros();
        return mean.scale() < 1 ? mean.setScale(1) : mean;
    }

    private static BigDecimal total(List<Object> values) {
        return values.stream().map(Comparisons::number).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
