package io.weir.application.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.filter.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WholeDayTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31, UTC, 2026-01-31T00:00:00Z, 2026-01-31T23:59:59.999Z",
        "2026-01-31, America/New_York, 2026-01-31T05:00:00Z, 2026-02-01T04:59:59.999Z",
        "2026-03-08, America/New_York, 2026-03-08T05:00:00Z, 2026-03-09T03:59:59.999Z",
        "1700-01-01, UTC, 1700-01-01T00:00:00Z, 1700-01-01T23:59:59.999Z",
        "1700-01-01, Etc/GMT-9, 1700-01-01T00:00:00Z, 1700-01-01T14:59:59.999Z",
        "1700-01-01, Etc/GMT+5, 1700-01-01T05:00:00Z, 1700-01-02T04:59:59.999Z",
        "4000-12-31, UTC, 4000-12-31T00:00:00Z, 4000-12-31T23:59:59.999Z",
        "4000-12-31, America/New_York, 4000-12-31T05:00:00Z, 4000-12-31T23:59:59.999Z",
        "4000-12-31, Etc/GMT-9, 4000-12-30T15:00:00Z, 4000-12-31T14:59:59.999Z"
    })
    void goesFromTheFirstToTheLastMomentOfTheDayThatSalesforceStores(
            LocalDate date, ZoneId zone, Instant first, Instant last) {
        assertThat(WholeDay.of(date, zone))
                .isEqualTo(new WholeDay(new Value.DateTime(first), new Value.DateTime(last)));
    }
}
