package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallClockTest {
    private static final Instant SINCE = Instant.parse("2026-01-31T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, false", "59, false", "60, true", "86400, true", "-1, true", "-86400, true"})
    void aPauseEndsAfterItsTimeOrWhenTheClockIsSetBack(long seconds, boolean over) {
        assertThat(WallClock.isOver(Duration.ofMinutes(1), SINCE, SINCE.plusSeconds(seconds)))
                .isEqualTo(over);
    }

    @Test
    void aPauseThatNeverBeganIsOver() {
        assertThat(WallClock.isOver(Duration.ofMinutes(1), Instant.MIN, SINCE)).isTrue();
    }
}
