package io.weir.application.plan;

import io.weir.domain.filter.Filter;
import io.weir.domain.filter.Operand;
import io.weir.domain.filter.Operator;
import io.weir.domain.filter.Value;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A day in a zone, from its first to its last millisecond that Salesforce stores, for comparisons with a dateTime field.
 * Parts of the first and the last day that Salesforce stores lie outside its years in some zones.
 */
record WholeDay(Value first, Value last) {
    static WholeDay of(LocalDate date, ZoneId zone) {
        var first = date.atStartOfDay(zone).toInstant();
        var last = date.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
        return new WholeDay(Value.DateTime.nearest(first), Value.DateTime.nearest(last));
    }

    /** The filter that compares {@code operand} with the whole day. */
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
