package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"-3600, false", "-1, false", "0, true", "59, true", "60, false", "3600, false"})
    void lastsFromItsBeginUntilItsEnd(int second, boolean lasts) {
        assertThat(Interval.from(BEGIN, Duration.ofMinutes(1)).lastsAt(BEGIN.plusSeconds(second)))
                .isEqualTo(lasts);
    }

    @Test
    void noneIsOverAtAllTimes() {
        assertThat(Interval.NONE.lastsAt(Instant.MIN)).isFalse();
        assertThat(Interval.NONE.lastsAt(BEGIN)).isFalse();
    }
}
