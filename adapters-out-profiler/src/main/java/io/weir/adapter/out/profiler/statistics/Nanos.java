package io.weir.adapter.out.profiler.statistics;

import java.time.Duration;
import java.time.Instant;

/** Times as numbers of nanoseconds that fit into a {@code long}. */
public final class Nanos {
    private static final long MOST_SECONDS = 9_000_000_000L;
    private static final long A_SECOND = Duration.ofSeconds(1).toNanos();

    private Nanos() {}

    /** Since the epoch; for a time beyond the years 1685 and 2255 the nearest of these. */
    public static long of(Instant instant) {
        return Math.clamp(instant.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS) * A_SECOND + instant.getNano();
    }

    /** At most some 285 years. */
    public static long of(Duration duration) {
        return Math.min(duration.toSeconds(), MOST_SECONDS) * A_SECOND + duration.toNanosPart();
    }

    /** The time that {@link #of(Instant)} answers {@code nanos} for. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
