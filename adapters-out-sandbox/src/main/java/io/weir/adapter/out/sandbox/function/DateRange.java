package io.weir.adapter.out.sandbox.function;

import io.weir.domain.filter.DateLiteral;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * The days of a SOQL date literal, for a user in the United States: weeks begin on Sunday, fiscal years in January.
 *
 * @param end exclusive
 */
public record DateRange(LocalDate start, LocalDate end) {
    private static final int NINETY = 90;

    /** Reaches past every date that an org can store and stays within the range of {@link LocalDate}. */
    private static final int MAX_N = 4_000_000;

    public static DateRange of(DateLiteral literal, LocalDate today) {
        int n = Math.min(literal.n(), MAX_N);
        return switch (literal.name()) {
            case YESTERDAY -> days(today, -1, -1);
            case TODAY -> days(today, 0, 0);
            case TOMORROW -> days(today, 1, 1);
            case LAST_90_DAYS -> days(today, -NINETY, 0);
            case NEXT_90_DAYS -> days(today, 1, NINETY);
            case LAST_N_DAYS -> days(today, -n, 0);
            case NEXT_N_DAYS -> days(today, 1, n);
            case N_DAYS_AGO -> days(today, -n, -n);
            case LAST_WEEK -> weeks(today, -1, -1);
            case THIS_WEEK -> weeks(today, 0, 0);
            case NEXT_WEEK -> weeks(today, 1, 1);
            case LAST_N_WEEKS -> weeks(today, -n, -1);
            case NEXT_N_WEEKS -> weeks(today, 1, n);
            case N_WEEKS_AGO -> weeks(today, -n, -n);
            case LAST_MONTH -> months(today, -1, -1);
            case THIS_MONTH -> months(today, 0, 0);
            case NEXT_MONTH -> months(today, 1, 1);
            case LAST_N_MONTHS -> months(today, -n, -1);
            case NEXT_N_MONTHS -> months(today, 1, n);
            case N_MONTHS_AGO -> months(today, -n, -n);
            case LAST_QUARTER, LAST_FISCAL_QUARTER -> quarters(today, -1, -1);
            case THIS_QUARTER, THIS_FISCAL_QUARTER -> quarters(today, 0, 0);
            case NEXT_QUARTER, NEXT_FISCAL_QUARTER -> quarters(today, 1, 1);
            case LAST_N_QUARTERS, LAST_N_FISCAL_QUARTERS -> quarters(today, -n, -1);
            case NEXT_N_QUARTERS, NEXT_N_FISCAL_QUARTERS -> quarters(today, 1, n);
            case N_QUARTERS_AGO, N_FISCAL_QUARTERS_AGO -> quarters(today, -n, -n);
            case LAST_YEAR, LAST_FISCAL_YEAR -> years(today, -1, -1);
            case THIS_YEAR, THIS_FISCAL_YEAR -> years(today, 0, 0);
            case NEXT_YEAR, NEXT_FISCAL_YEAR -> years(today, 1, 1);
            case LAST_N_YEARS, LAST_N_FISCAL_YEARS -> years(today, -n, -1);
            case NEXT_N_YEARS, NEXT_N_FISCAL_YEARS -> years(today, 1, n);
            case N_YEARS_AGO, N_FISCAL_YEARS_AGO -> years(today, -n, -n);
        };
    }

    private static DateRange days(LocalDate today, int first, int last) {
        return new DateRange(today.plusDays(first), today.plusDays(last + 1L));
    }

    private static DateRange weeks(LocalDate today, int first, int last) {
        var sunday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        return new DateRange(sunday.plusWeeks(first), sunday.plusWeeks(last + 1L));
    }

    private static DateRange months(LocalDate today, int first, int last) {
        var month = today.withDayOfMonth(1);
        return new DateRange(month.plusMonths(first), month.plusMonths(last + 1L));
    }

    private static DateRange quarters(LocalDate today, int first, int last) {
        var quarter = today.withDayOfMonth(1).withMonth((today.getMonthValue() - 1) / 3 * 3 + 1);
        return new DateRange(quarter.plusMonths(3L * first), quarter.plusMonths(3L * (last + 1L)));
    }

    private static DateRange years(LocalDate today, int first, int last) {
        var year = today.withDayOfYear(1);
        return new DateRange(year.plusYears(first), year.plusYears(last + 1L));
    }
}
