package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;

/** The time from {@code begin} until {@code end}, for what holds that long. */
public record Interval(Instant begin, Instant end) {
    /** Over at all times. */
    public static final Interval NONE = new Interval(Instant.MIN, Instant.MIN);

    public static Interval from(Instant begin, Duration time) {
        return new Interval(begin, begin.plus(time));
    }

    /**
     * Whether it lasts at {@code now}. A clock that was set back to before its begin ends it: nobody knows how much of
     * it has passed.
     */
    public boolean lastsAt(Instant now) {
        return !now.isBefore(begin) && now.isBefore(end);
    }
}
