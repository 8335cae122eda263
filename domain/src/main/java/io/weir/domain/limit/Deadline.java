package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment until which an answer is useful. */
public record Deadline(Instant at) {
    public static Deadline after(Duration time, InstantSource clock) {
        return new Deadline(clock.instant().plus(time));
    }

    /** The time left at {@code now}; zero after the deadline. */
    public Duration remaining(Instant now) {
        var left = Duration.between(now, at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean passed(Instant now) {
        return !now.isBefore(at);
    }

    /** Whether a wait that starts at {@code now} ends before the deadline. */
    public boolean allows(Duration wait, Instant now) {
        return wait.compareTo(remaining(now)) < 0;
    }
}
