package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final Deadline DEADLINE = Deadline.after(Duration.ofSeconds(8), InstantSource.fixed(NOW));

    @Test
    void saysWhatIsLeftAndNeverLessThanNothing() {
        assertThat(DEADLINE.at()).isEqualTo(NOW.plusSeconds(8));
        assertThat(DEADLINE.remaining(NOW)).isEqualTo(Duration.ofSeconds(8));
        assertThat(DEADLINE.remaining(NOW.plusSeconds(8))).isZero();
        assertThat(DEADLINE.remaining(NOW.plusSeconds(9))).isZero();
    }

    @Test
    void hasPassedAtItsVeryMoment() {
        assertThat(DEADLINE.passed(NOW.plusMillis(7_999))).isFalse();
        assertThat(DEADLINE.passed(NOW.plusSeconds(8))).isTrue();
    }

    @Test
    void allowsOnlyAWaitThatLeavesTime() {
        assertThat(DEADLINE.allows(Duration.ofMillis(7_999), NOW)).isTrue();
        assertThat(DEADLINE.allows(Duration.ofSeconds(8), NOW)).isFalse();
        assertThat(DEADLINE.allows(Duration.ZERO, NOW.plusMillis(7_999))).isTrue();
        assertThat(DEADLINE.allows(Duration.ZERO, NOW.plusSeconds(8))).isFalse();
    }

    @Test
    void allowsNoWaitBeyondTheCalendar() {
        assertThat(DEADLINE.allows(Duration.ofSeconds(Long.MAX_VALUE), NOW)).isFalse();
    }
}
