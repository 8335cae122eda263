package io.weir.application.advice;

import io.weir.domain.limit.Interval;
import io.weir.domain.port.ShapeDurations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells slow queries from others. A query is slow if it takes a second, or if it takes at least 200 ms and more than
 * three times the 95th percentile of its shape, which is read from the history once an hour. Thread-safe.
 */
final class SlowQueries {
    private static final Duration NEVER_SLOW = Duration.ofMillis(200);
    private static final Duration ALWAYS_SLOW = Duration.ofSeconds(1);
    private static final int TIMES_AS_LONG = 3;
    private static final Duration VALID = Duration.ofHours(1);
    private static final int MOST_SHAPES = 2_000;

    private final ShapeDurations durations;
    private final InstantSource clock;
    private final LinkedHashMap<String, Baseline> baselines = new LinkedHashMap<>();

    private record Baseline(Duration slowest, Interval valid) {}

    SlowQueries(ShapeDurations durations, InstantSource clock) {
        this.durations = durations;
        this.clock = clock;
    }

    /** Whether {@code query} may be slow as far as memory tells; never blocks. */
    boolean mayBeSlow(ObservedQuery query) {
        var took = query.took();
        if (took.compareTo(NEVER_SLOW) < 0) {
            return false;
        }
        if (took.compareTo(ALWAYS_SLOW) >= 0) {
            return true;
        }
        var slowest = remembered(query.soql().shape().text());
        return slowest == null || took.compareTo(slowest) > 0;
    }

    /** Whether {@code query} is slow; may block. */
    boolean isSlow(ObservedQuery query) {
        var took = query.took();
        return took.compareTo(ALWAYS_SLOW) >= 0
                || (took.compareTo(NEVER_SLOW) >= 0
                        && took.compareTo(slowest(query.soql().shape().text())) > 0);
    }

    private Duration slowest(String shape) {
        var known = remembered(shape);
        if (known != null) {
            return known;
        }
        var slowest =
                durations.p95(shape).map(p95 -> p95.multipliedBy(TIMES_AS_LONG)).orElse(ALWAYS_SLOW);
        remember(shape, new Baseline(slowest, Interval.from(clock.instant(), VALID)));
        return slowest;
    }

    private synchronized @Nullable Duration remembered(String shape) {
        var known = baselines.get(shape);
        return known != null && known.valid().lastsAt(clock.instant()) ? known.slowest() : null;
    }

    private synchronized void remember(String shape, Baseline known) {
        baselines.putLast(shape, known);
        if (baselines.size() > MOST_SHAPES) {
            baselines.pollFirstEntry();
        }
    }
}
