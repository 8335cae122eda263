package io.weir.domain.history;

import java.time.Duration;
import java.time.Instant;

/**
 * Which course of time a reader of the history asks for. The period is extended to whole steps.
 *
 * @param since the earliest start of a run
 * @param until before which runs began
 */
public record SeriesQuery(Instant since, Instant until, RunFilter runs) {
    /** The time that one point is about. */
    public enum Step {
        MINUTE(Duration.ofMinutes(1), Duration.ofHours(6)),
        HOUR(Duration.ofHours(1), Duration.ofDays(14)),
        DAY(Duration.ofDays(1), Duration.ofDays(400));

        private final Duration length;
        private final Duration longest;

        Step(Duration length, Duration longest) {
            this.length = length;
            this.longest = longest;
        }

        public Duration length() {
            return length;
        }

        /** The start of the step that {@code time} is in. */
        public Instant startOf(Instant time) {
            return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), length.toSeconds()) * length.toSeconds());
        }

        /** The end of the step that ends at {@code time}, or that {@code time} is in. */
        public Instant endOf(Instant time) {
            var start = startOf(time);
            return start.equals(time) ? time : start.plus(length);
        }
    }

    /**
     * Throws {@link IllegalArgumentException} for a period that does not end after it begins, or is longer than
     * {@link SummaryQuery#LONGEST}.
     */
    public SeriesQuery {
        if (!since.isBefore(until) || Duration.between(since, until).compareTo(SummaryQuery.LONGEST) > 0) {
            throw new IllegalArgumentException("a series has a period of at most %d days that ends after it begins"
                    .formatted(SummaryQuery.LONGEST.toDays()));
        }
    }

    /** The step for the length of the period: a minute for up to 6 hours, an hour for up to 14 days, else a day. */
    public Step step() {
        var period = Duration.between(since, until);
        for (var step : Step.values()) {
            if (period.compareTo(step.longest) <= 0) {
                return step;
            }
        }
        return Step.DAY;
    }
}
