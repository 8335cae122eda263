package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment after which nobody waits for an answer any more. */
public record Deadline(Instant at) {
    public static Deadline after(Duration time, InstantSource clock) {
        return new Deadline(clock.instant().plus(time));
    }

    /** What is left at {@code now}; zero once the deadline has passed, never negative. */
    public Duration remaining(Instant now) {
        var left = Duration.between(now, at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean passed(Instant now) {
        return !now.isBefore(at);
    }

    /** Whether a wait of {@code wait} that begins at {@code now} ends before the deadline. */
    public boolean allows(Duration wait, Instant now) {
        return wait.compareTo(remaining(now)) < 0;
    }
}
