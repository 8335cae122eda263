package io.weir.adapter.out.profiler.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.statistics.Period.Range;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final Instant NOW = Instant.parse("2026-03-31T10:17:00Z");

    @Test
    void coversALongTimeByDaysAndItsEndsByHoursAndMinutes() {
        assertThat(Period.cover(at("2026-03-30T22:58:00Z"), at("2026-04-01T02:03:00Z"), NOW))
                .containsExactly(
                        range(Period.MINUTE, "2026-03-30T22:58:00Z", "2026-03-30T23:00:00Z"),
                        range(Period.HOUR, "2026-03-30T23:00:00Z", "2026-03-31T00:00:00Z"),
                        range(Period.DAY, "2026-03-31T00:00:00Z", "2026-04-01T00:00:00Z"),
                        range(Period.HOUR, "2026-04-01T00:00:00Z", "2026-04-01T02:00:00Z"),
                        range(Period.MINUTE, "2026-04-01T02:00:00Z", "2026-04-01T02:03:00Z"));
    }

    @Test
    void startsAtTheHourWhereMinutesAreGone() {
        assertThat(Period.cover(at("2026-03-20T22:58:00Z"), at("2026-03-20T23:30:00Z"), NOW))
                .containsExactly(range(Period.HOUR, "2026-03-20T22:00:00Z", "2026-03-21T00:00:00Z"));
    }

    @Test
    void startsAtTheDayWhereHoursAreGone() {
        assertThat(Period.cover(at("2026-01-20T22:58:00Z"), at("2026-01-21T01:00:00Z"), NOW))
                .containsExactly(range(Period.DAY, "2026-01-20T00:00:00Z", "2026-01-22T00:00:00Z"));
    }

    @Property
    void coversWithoutAGapFromWhatIsKept(
            @ForAll @IntRange(min = 1, max = 700_000) int minutesAgo,
            @ForAll @IntRange(min = 1, max = 700_000) int minutes) {
        var since = NOW.minus(Duration.ofMinutes(minutesAgo));
        var until = since.plus(Duration.ofMinutes(minutes));
        var ranges = Period.cover(since, until, NOW);

        assertThat(ranges).hasSizeBetween(1, 5);
        assertThat(ranges.getFirst().start()).isLessThanOrEqualTo(since.getEpochSecond());
        assertThat(ranges.getLast().end()).isGreaterThanOrEqualTo(until.getEpochSecond());
        for (int i = 0; i < ranges.size(); i++) {
            var range = ranges.get(i);
            assertThat(range.end()).isGreaterThan(range.start());
            assertThat(range.period() == Period.DAY
                            || range.start() >= range.period().oldest(NOW))
                    .as("%s is kept", range)
                    .isTrue();
            if (i > 0) {
                assertThat(range.start()).isEqualTo(ranges.get(i - 1).end());
            }
        }
    }

    private static Range range(Period period, String start, String end) {
        return new Range(period, at(start).getEpochSecond(), at(end).getEpochSecond());
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
