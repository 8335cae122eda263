package io.weir.domain.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryQueryTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00Z, 2026-01-31T10:01:00Z, 2026-01-31T10:00:00Z, 2026-01-31T10:01:00Z",
        "2026-01-31T10:00:59.999Z, 2026-01-31T10:01:00.001Z, 2026-01-31T10:00:00Z, 2026-01-31T10:02:00Z"
    })
    void itsPeriodIsOfWholeMinutes(Instant since, Instant until, Instant first, Instant last) {
        var query = query(since, until);
        assertThat(query.since()).isEqualTo(first);
        assertThat(query.until()).isEqualTo(last);
        assertThat(query.before().until()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
        "2026-01-31T10:00:00Z, 2026-01-31T09:00:00Z",
        "2024-01-31T10:00:00Z, 2026-01-31T10:00:00Z"
    })
    void refusesAPeriodThatNoHistoryHas(Instant since, Instant until) {
        assertThatIllegalArgumentException().isThrownBy(() -> query(since, until));
    }

    @Test
    void theLongestPeriodHasOneBefore() {
        var until = Instant.parse("2026-01-31T10:00:30Z");
        var query = query(until.minus(SummaryQuery.LONGEST), until);
        assertThat(query.before().since()).isEqualTo(Instant.parse("2023-11-23T09:59:00Z"));
    }

    private static SummaryQuery query(Instant since, Instant until) {
        return new SummaryQuery(By.ACTION, since, until, RunFilter.ALL, Order.TIME, 1);
    }
}
