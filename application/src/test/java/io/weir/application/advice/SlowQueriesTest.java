package io.weir.application.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.query.Query;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowQueriesTest {
    private static final Query QUERY = Query.ofFields("Contact", "Id");

    private final List<String> read = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-31T10:00:00Z");
    private Optional<Duration> p95 = Optional.of(Duration.ofMillis(100));
    private final SlowQueries slowQueries = new SlowQueries(this::p95, () -> now);

    private Optional<Duration> p95(String shape) {
        read.add(shape);
        return p95;
    }

    @ParameterizedTest
    @CsvSource({"199, false", "300, false", "301, true", "999, true", "1000, true"})
    void threeTimesTheUsualIsSlow(int millis, boolean slow) {
        assertThat(slowQueries.isSlow(taking(millis))).isEqualTo(slow);
    }

    @ParameterizedTest
    @CsvSource({"20, 199, false", "20, 200, true", "2000, 999, false", "2000, 1000, true"})
    void aSecondIsAlwaysSlowAndAFifthOfASecondNever(int usualMillis, int millis, boolean slow) {
        p95 = Optional.of(Duration.ofMillis(usualMillis));
        assertThat(slowQueries.isSlow(taking(millis))).isEqualTo(slow);
    }

    @Test
    void withoutHistoryOnlyASecondIsSlow() {
        p95 = Optional.empty();
        assertThat(slowQueries.isSlow(taking(999))).isFalse();
        assertThat(slowQueries.isSlow(taking(1_000))).isTrue();
    }

    @Test
    void asksTheHistoryInTheBackgroundOnlyAndOnceAnHour() {
        assertThat(slowQueries.mayBeSlow(taking(250))).isTrue();
        assertThat(read).as("the caller's thread reads no history").isEmpty();

        assertThat(slowQueries.isSlow(taking(250))).isFalse();
        assertThat(slowQueries.mayBeSlow(taking(250))).isFalse();
        assertThat(slowQueries.mayBeSlow(taking(301))).isTrue();
        assertThat(slowQueries.isSlow(taking(301))).isTrue();
        assertThat(read).containsExactly("SELECT Id FROM Contact");

        now = now.plus(Duration.ofHours(1));
        assertThat(slowQueries.mayBeSlow(taking(250))).isTrue();
        p95 = Optional.of(Duration.ofMillis(70));
        assertThat(slowQueries.isSlow(taking(250))).isTrue();
        assertThat(read).hasSize(2);
    }

    @Test
    void asksTheHistoryAgainOnceTheClockIsSetBack() {
        assertThat(slowQueries.isSlow(taking(250))).isFalse();
        now = now.minus(Duration.ofDays(1));

        assertThat(slowQueries.mayBeSlow(taking(250))).isTrue();
        assertThat(slowQueries.isSlow(taking(250))).isFalse();
        assertThat(read).hasSize(2);
    }

    private static ObservedQuery taking(int millis) {
        return new ObservedQuery(Soql.of(QUERY), Duration.ofMillis(millis), 1, false);
    }
}
