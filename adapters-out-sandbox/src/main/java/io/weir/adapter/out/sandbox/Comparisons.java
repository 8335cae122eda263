package io.weir.adapter.out.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** When stored values are equal, and which comes first: texts in any case, numbers by what they are worth. */
final class Comparisons {
    private Comparisons() {}

    /** What stands for {@code value} in sets and maps: equal for values that SOQL takes for equal. */
    static Object equalityKey(Object value) {
        return switch (value) {
            case String text -> text.toLowerCase(Locale.ROOT);
            case Long number -> BigDecimal.valueOf(number).stripTrailingZeros();
            case BigDecimal number -> number.stripTrailingZeros();
            default -> value;
        };
    }

    /** Compares two values of one field. */
    static int compare(Object one, Object other) {
        var left = equalityKey(one);
        var right = equalityKey(other);
        return switch (left) {
            case String text -> text.compareTo((String) right);
            case BigDecimal number -> number.compareTo((BigDecimal) right);
            case LocalDate date -> date.compareTo((LocalDate) right);
            case Instant instant -> instant.compareTo((Instant) right);
            case LocalTime time -> time.compareTo((LocalTime) right);
            case Boolean bool -> bool.compareTo((Boolean) right);
            default -> throw new IllegalArgumentException("no order among values of " + left.getClass());
        };
    }

    /** The order that {@code <} and {@code >} ask for: ids letter by letter, all else by {@link #compare}. */
    static Comparator<Object> comparisonOrder(Expression<?> source) {
        return switch (source.type()) {
            case ID, REFERENCE -> Comparator.comparing(String.class::cast);
            default -> Comparisons::compare;
        };
    }

    /** The order in which a field sorts: a picklist by its list, all else by {@link #comparisonOrder}. */
    static Comparator<Object> sortOrder(Expression<?> source) {
        var picklist = source.picklist();
        return switch (source.type()) {
            case PICKLIST ->
                Comparator.<Object>comparingInt(value -> rank(picklist, value)).thenComparing(Comparisons::compare);
            default -> comparisonOrder(source);
        };
    }

    private static int rank(List<String> picklist, Object value) {
        int index = picklist.indexOf(value);
        return index < 0 ? picklist.size() : index;
    }
}
