package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;

/** Pauses by the clock of the machine, which may be set back. */
public final class WallClock {
    private WallClock() {}

    /**
     * Whether {@code pause} since {@code since} is over at {@code now}. A clock that was set back ends it, because it may
     * not reach the end for years.
     */
    public static boolean isOver(Duration pause, Instant since, Instant now) {
        return now.isBefore(since) || !now.isBefore(since.plus(pause));
    }
}
