package io.weir.application.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The query plans that Weir may ask for in 24 hours: a few in total, and one for each shape. Thread-safe. */
final class PlanBudget {
    private static final Duration DAY = Duration.ofHours(24);

    private final Map<String, Instant> askedAt = new HashMap<>();

    /** Whether Weir may ask for the plan of a query of {@code shape} now, if {@code most} may be asked for in 24 hours. */
    synchronized boolean allows(String shape, Instant now, int most) {
        // a clock that was far ahead must not stop plans for longer than that
        askedAt.values().removeIf(at -> Duration.between(at, now).abs().compareTo(DAY) >= 0);
        return askedAt.size() < most && !askedAt.containsKey(shape);
    }

    /** Counts a plan of {@code shape} as asked for now, if {@link #allows} does; whether it did. */
    synchronized boolean claim(String shape, Instant now, int most) {
        boolean allowed = allows(shape, now, most);
        if (allowed) {
            count(shape, now);
        }
        return allowed;
    }

    /** Counts a plan of {@code shape} that is asked for at {@code at}, once for each shape. */
    synchronized void count(String shape, Instant at) {
        askedAt.merge(shape, at, (known, other) -> known.isAfter(other) ? known : other);
    }
}
