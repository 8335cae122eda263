package io.weir.domain.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of SOQL's date literals, such as {@code TODAY} or {@code LAST_N_DAYS:30}.
 *
 * @param n the count after the colon, at least 0; 0 for literals without a count
 */
public record DateLiteral(Name name, int n) {
    /** The names in the SOQL reference. */
    public enum Name {
        YESTERDAY,
        TODAY,
        TOMORROW,
        LAST_WEEK,
        THIS_WEEK,
        NEXT_WEEK,
        LAST_MONTH,
        THIS_MONTH,
        NEXT_MONTH,
        LAST_90_DAYS,
        NEXT_90_DAYS,
        LAST_QUARTER,
        THIS_QUARTER,
        NEXT_QUARTER,
        LAST_YEAR,
        THIS_YEAR,
        NEXT_YEAR,
        LAST_FISCAL_QUARTER,
        THIS_FISCAL_QUARTER,
        NEXT_FISCAL_QUARTER,
        LAST_FISCAL_YEAR,
        THIS_FISCAL_YEAR,
        NEXT_FISCAL_YEAR,
        LAST_N_DAYS,
        NEXT_N_DAYS,
        N_DAYS_AGO,
        LAST_N_WEEKS,
        NEXT_N_WEEKS,
        N_WEEKS_AGO,
        LAST_N_MONTHS,
        NEXT_N_MONTHS,
        N_MONTHS_AGO,
        LAST_N_QUARTERS,
        NEXT_N_QUARTERS,
        N_QUARTERS_AGO,
        LAST_N_YEARS,
        NEXT_N_YEARS,
        N_YEARS_AGO,
        LAST_N_FISCAL_QUARTERS,
        NEXT_N_FISCAL_QUARTERS,
        N_FISCAL_QUARTERS_AGO,
        LAST_N_FISCAL_YEARS,
        NEXT_N_FISCAL_YEARS,
        N_FISCAL_YEARS_AGO;

        /** Whether the literal takes a count: {@code LAST_N_DAYS:30}. */
        public boolean counted() {
            return name().startsWith("N_") || name().contains("_N_");
        }
    }

    private static final Map<String, Name> NAMES =
            Arrays.stream(Name.values()).collect(Collectors.toUnmodifiableMap(Name::name, name -> name));

    private static final int MAX_DIGITS = 9;

    /** Throws {@link IllegalArgumentException} for a negative count, and for a count with a name that takes none. */
    public DateLiteral {
        if (n < 0 || (n != 0 && !name.counted())) {
            throw new IllegalArgumentException("not a date literal");
        }
    }

    /** The literal in {@code text}, ignoring case; empty if {@code text} is not a date literal. */
    public static Optional<DateLiteral> parse(String text) {
        int colon = text.indexOf(':');
        var name = named(colon < 0 ? text : text.substring(0, colon));
        if (name.isEmpty() || name.get().counted() != (colon >= 0)) {
            return Optional.empty();
        }
        if (colon < 0) {
            return Optional.of(new DateLiteral(name.get(), 0));
        }
        String count = text.substring(colon + 1);
        boolean digits = !count.isEmpty()
                && count.length() <= MAX_DIGITS
                && count.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(new DateLiteral(name.get(), Integer.parseInt(count))) : Optional.empty();
    }

    private static Optional<Name> named(String text) {
        return Optional.ofNullable(NAMES.get(text.toUpperCase(Locale.ROOT)));
    }

    /** The literal as SOQL spells it. */
    public String soql() {
        return name.counted() ? name + ":" + n : name.name();
    }
}
