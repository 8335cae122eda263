package io.weir.application.plan;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** A day in UTC, as a dateTime field sees it: its first and its last millisecond. */
record WholeDay(Value first, Value last) {
    static WholeDay of(LocalDate date) {
        var first = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        var last = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
        return new WholeDay(new Value.DateTime(first), new Value.DateTime(last));
    }

    /** What {@code operator} means when the day is compared as a whole. */
    Filter compared(Operand operand, Operator operator) {
        return switch (operator) {
            case EQUAL ->
                new Filter.AllOf(List.of(
                        new Filter.Comparison(operand, Operator.GREATER_OR_EQUAL, first),
                        new Filter.Comparison(operand, Operator.LESS_OR_EQUAL, last)));
            case NOT_EQUAL ->
                new Filter.AnyOf(List.of(
                        new Filter.Comparison(operand, Operator.LESS, first),
                        new Filter.Comparison(operand, Operator.GREATER, last),
                        new Filter.Comparison(operand, Operator.EQUAL, new Value.Null())));
            case LESS -> new Filter.Comparison(operand, Operator.LESS, first);
            case LESS_OR_EQUAL -> new Filter.Comparison(operand, Operator.LESS_OR_EQUAL, last);
            case GREATER -> new Filter.Comparison(operand, Operator.GREATER, last);
            case GREATER_OR_EQUAL -> new Filter.Comparison(operand, Operator.GREATER_OR_EQUAL, first);
        };
    }
}
