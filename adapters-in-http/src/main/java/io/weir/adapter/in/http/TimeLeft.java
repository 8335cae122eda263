package io.weir.adapter.in.http;

import java.time.Duration;

/** What is left of a time that began when this was made. Thread-safe. */
final class TimeLeft {
    private final long start = System.nanoTime();
    private final Duration time;

    TimeLeft(Duration time) {
        this.time = time;
    }

    /** Zero once it is over. */
    Duration now() {
        var left = time.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
