package io.weir.adapter.out.sandbox.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.DateLiteral;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DateRangeTest {
    private static final LocalDate SATURDAY = LocalDate.of(2026, 3, 14);

    @ParameterizedTest
    @CsvSource({
        "YESTERDAY,2026-03-13,2026-03-13",
        "TODAY,2026-03-14,2026-03-14",
        "TOMORROW,2026-03-15,2026-03-15",
        "LAST_WEEK,2026-03-01,2026-03-07",
        "THIS_WEEK,2026-03-08,2026-03-14",
        "NEXT_WEEK,2026-03-15,2026-03-21",
        "LAST_MONTH,2026-02-01,2026-02-28",
        "THIS_MONTH,2026-03-01,2026-03-31",
        "NEXT_MONTH,2026-04-01,2026-04-30",
        "LAST_90_DAYS,2025-12-14,2026-03-14",
        "NEXT_90_DAYS,2026-03-15,2026-06-12",
        "LAST_N_DAYS:3,2026-03-11,2026-03-14",
        "NEXT_N_DAYS:3,2026-03-15,2026-03-17",
        "N_DAYS_AGO:3,2026-03-11,2026-03-11",
        "LAST_N_WEEKS:2,2026-02-22,2026-03-07",
        "NEXT_N_WEEKS:2,2026-03-15,2026-03-28",
        "N_WEEKS_AGO:2,2026-02-22,2026-02-28",
        "LAST_N_MONTHS:3,2025-12-01,2026-02-28",
        "NEXT_N_MONTHS:1,2026-04-01,2026-04-30",
        "N_MONTHS_AGO:1,2026-02-01,2026-02-28",
        "LAST_QUARTER,2025-10-01,2025-12-31",
        "THIS_QUARTER,2026-01-01,2026-03-31",
        "NEXT_FISCAL_QUARTER,2026-04-01,2026-06-30",
        "LAST_N_QUARTERS:2,2025-07-01,2025-12-31",
        "N_QUARTERS_AGO:1,2025-10-01,2025-12-31",
        "LAST_YEAR,2025-01-01,2025-12-31",
        "THIS_FISCAL_YEAR,2026-01-01,2026-12-31",
        "NEXT_N_YEARS:2,2027-01-01,2028-12-31",
        "N_YEARS_AGO:1,2025-01-01,2025-12-31",
    })
    void coversDays(String literal, LocalDate first, LocalDate last) {
        assertThat(DateRange.of(DateLiteral.parse(literal).orElseThrow(), SATURDAY))
                .isEqualTo(new DateRange(first, last.plusDays(1)));
    }

    @ParameterizedTest
    @EnumSource(DateLiteral.Name.class)
    void acceptsTheLargestCount(DateLiteral.Name name) {
        var range = DateRange.of(new DateLiteral(name, name.counted() ? 999_999_999 : 0), SATURDAY);

        assertThat(range.start()).isBefore(range.end());
    }
}
