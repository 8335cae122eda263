package io.weir.application.write;

import io.weir.domain.limit.Deadline;
import java.time.Duration;
import java.time.InstantSource;

/** The time that a delivery has left. Thread-safe. */
record TimeLeft(Deadline deadline, InstantSource clock, WriteOnce.Wait pause) {
    /** No org writes faster. */
    private static final Duration TO_WRITE = Duration.ofMillis(100);

    /** Zero once the deadline has passed. */
    Duration remaining() {
        return deadline.remaining(clock.instant());
    }

    boolean isEnoughToWrite() {
        return deadline.allows(TO_WRITE, clock.instant());
    }

    /** Whether there was time to wait for {@code time} and to write after that. */
    boolean waited(Duration time) {
        if (!deadline.allows(time.plus(TO_WRITE), clock.instant())) {
            return false;
        }
        try {
            pause.of(time);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
