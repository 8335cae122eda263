package io.weir.domain.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which statistics a reader of the history asks for.
 *
 * @param by what a group has in common
 * @param since the earliest start, at a whole minute
 * @param until before which runs began, at a whole minute
 * @param limit how many groups at most
 */
public record SummaryQuery(By by, Instant since, Instant until, RunFilter runs, Order order, int limit) {
    /** The longest period that a summary may have. */
    public static final Duration LONGEST = Duration.ofDays(400);

    /** More than the extension to whole minutes adds. */
    private static final Duration ROUNDING = Duration.ofMinutes(2);

    /** What the runs of a group have in common. */
    public enum By {
        /** The name of the data action, or of the ad-hoc query. */
        ACTION,
        /** The {@link Execution#shapeId() shape's id}. */
        SHAPE,
        /** The caller's name. */
        CALLER,
        /** The code of the outcome. */
        OUTCOME;

        /** What {@code execution} has in common with the others of its group. */
        public String keyOf(Execution execution) {
            return switch (this) {
                case ACTION -> execution.action();
                case SHAPE -> execution.shapeId();
                case CALLER -> execution.caller();
                case OUTCOME -> execution.outcome();
            };
        }
    }

    /** Which groups come first; groups that are equal are in the order of their keys. */
    public enum Order {
        /** The longest time in total. */
        TIME,
        /** The most runs. */
        COUNT,
        /** The longest mean time. */
        MEAN,
        /** The longest run. */
        MAX,
        /** The most failures. */
        FAILURES,
        /** The most API calls. */
        API_CALLS,
        /** The most rows. */
        ROWS
    }

    /**
     * Extends the period to whole minutes. Throws {@link IllegalArgumentException} for a period that does not end after it
     * begins or is longer than {@link #LONGEST}, and for a limit below 1.
     */
    public SummaryQuery {
        if (!since.isBefore(until) || limit < 1) {
            throw new IllegalArgumentException(
                    "a summary has a period that ends after it begins, and at least one group");
        }
        if (Duration.between(since, until).compareTo(LONGEST.plus(ROUNDING)) > 0) {
            throw new IllegalArgumentException("a summary is of at most %d days".formatted(LONGEST.toDays()));
        }
        since = since.truncatedTo(ChronoUnit.MINUTES);
        var minute = until.truncatedTo(ChronoUnit.MINUTES);
        until = minute.equals(until) ? until : minute.plus(1, ChronoUnit.MINUTES);
    }

    /** The same for the equally long period before, which a trend compares with. */
    public SummaryQuery before() {
        return new SummaryQuery(by, since.minus(Duration.between(since, until)), since, runs, order, limit);
    }

    /** Whether it counts {@code stored}. */
    public boolean counts(StoredExecution stored) {
        var startedAt = stored.execution().startedAt();
        return runs.matches(stored) && !startedAt.isBefore(since) && startedAt.isBefore(until);
    }
}
