package io.weir.adapter.out.sandbox.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Equality and order of stored values. Strings compare without regard to case, numbers by numeric value. */
final class Comparisons {
    private Comparisons() {}

    /** A key for sets and maps; keys are equal if SOQL considers their values equal. */
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
        return switch (one) {
            case String text -> compareText(text, (String) other);
            case Long number -> number(number).compareTo(number(other));
            case BigDecimal number -> number.compareTo(number(other));
            case LocalDate date -> date.compareTo((LocalDate) other);
            case Instant instant -> instant.compareTo((Instant) other);
            case LocalTime time -> time.compareTo((LocalTime) other);
            case Boolean bool -> bool.compareTo((Boolean) other);
            default -> throw new IllegalArgumentException("unordered type: " + one.getClass());
        };
    }

    /** The order of English locales: by the UTF-8 values of the uppercase characters, as by code points. */
    private static int compareText(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char left = Character.toUpperCase(one.charAt(i));
            char right = Character.toUpperCase(other.charAt(i));
            if (left != right) {
                boolean surrogate = Character.isSurrogate(left);
                return surrogate == Character.isSurrogate(right) ? Character.compare(left, right) : surrogate ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** {@code value} of a number field. */
    static BigDecimal number(Object value) {
        return value instanceof Long number ? BigDecimal.valueOf(number) : (BigDecimal) value;
    }

    /** The order of {@code <} and {@code >}: ids compare with regard to case, all other values by {@link #compare}. */
    static Comparator<Object> comparisonOrder(Expression<?> expression) {
        return switch (expression.type()) {
            case ID, REFERENCE -> Comparator.comparing(String.class::cast);
            default -> Comparisons::compare;
        };
    }

    /**
     * The order of {@code ORDER BY}: picklists sort as their values are listed, all other types by
     * {@link #comparisonOrder}.
     */
    static Comparator<Object> sortOrder(Expression<?> expression) {
        var picklist = expression.picklist();
        return switch (expression.type()) {
            case PICKLIST ->
                Comparator.<Object>comparingInt(value -> rank(picklist, value)).thenComparing(Comparisons::compare);
            default -> comparisonOrder(expression);
        };
    }

    private static int rank(List<String> picklist, Object value) {
        int index = picklist.indexOf(value);
        return index < 0 ? picklist.size() : index;
    }
}
