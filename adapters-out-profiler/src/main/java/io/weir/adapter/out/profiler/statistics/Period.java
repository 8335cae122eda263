package io.weir.adapter.out.profiler.statistics;

import io.weir.domain.history.SeriesQuery.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The lengths of time that statistics are kept for, each beside the others. */
public enum Period {
    /** Kept for 2 days, and from the start of the hour in which these begin. */
    MINUTE(1, Duration.ofMinutes(1), Duration.ofDays(2)),
    /** Kept for 35 days, and from the start of the day in which these begin. */
    HOUR(2, Duration.ofHours(1), Duration.ofDays(35)),
    /** Kept for 400 days. */
    DAY(3, Duration.ofDays(1), Duration.ofDays(400));

    private final int code;
    private final long seconds;
    private final Duration kept;

    Period(int code, Duration length, Duration kept) {
        this.code = code;
        this.seconds = length.toSeconds();
        this.kept = kept;
    }

    /**
     * Periods of one kind that follow each other.
     *
     * @param start of the first, in seconds of the epoch
     * @param end of the last
     */
    public record Range(Period period, long start, long end) {}

    /**
     * What the store calls it.
     *
     * @param byShape whether it is about the statistics of shapes, or about those without shapes, which are fewer
     */
    public int code(boolean byShape) {
        return byShape ? code : -code;
    }

    /** The one that is as long as {@code step}. */
    public static Period of(Step step) {
        return switch (step) {
            case MINUTE -> MINUTE;
            case HOUR -> HOUR;
            case DAY -> DAY;
        };
    }

    /** The step that is as long. */
    public Step step() {
        return switch (this) {
            case MINUTE -> Step.MINUTE;
            case HOUR -> Step.HOUR;
            case DAY -> Step.DAY;
        };
    }

    /** The start of the one that holds {@code second} of the epoch. */
    public long startOf(long second) {
        return Math.floorDiv(second, seconds) * seconds;
    }

    /**
     * The start of the oldest one that is kept at {@code now}: where a longer one starts, so that no gap is between
     * them.
     */
    public long oldest(Instant now) {
        var longer = switch (this) {
            case MINUTE -> HOUR;
            case HOUR, DAY -> DAY;
        };
        return longer.startOf(now.minus(kept).getEpochSecond());
    }

    /**
     * The fewest ranges that cover the time from {@code since} to {@code until}, or a little more where minutes are
     * gone.
     */
    public static List<Range> cover(Instant since, Instant until, Instant now) {
        long end = finestAt(until.getEpochSecond(), now).endOf(until.getEpochSecond());
        long at = finestAt(since.getEpochSecond(), now).startOf(since.getEpochSecond());
        var ranges = new ArrayList<Range>();
        while (at < end) {
            var period = longestFrom(at, end);
            long next = at + period.seconds;
            if (!ranges.isEmpty() && ranges.getLast().period() == period) {
                ranges.add(new Range(period, ranges.removeLast().start(), next));
            } else {
                ranges.add(new Range(period, at, next));
            }
            at = next;
        }
        return List.copyOf(ranges);
    }

    private long endOf(long second) {
        return Math.ceilDiv(second, seconds) * seconds;
    }

    /** The shortest one that is kept at {@code now} for {@code second} of the epoch. */
    public static Period finestAt(long second, Instant now) {
        if (second >= MINUTE.oldest(now)) {
            return MINUTE;
        }
        return second >= HOUR.oldest(now) ? HOUR : DAY;
    }

    private static Period longestFrom(long at, long end) {
        for (var period : List.of(DAY, HOUR)) {
            if (period.startOf(at) == at && at + period.seconds <= end) {
                return period;
            }
        }
        return MINUTE;
    }
}
