package io.weir.adapter.in.http.contract;

import java.time.Duration;

/** What is left of a time that began when this was made. Thread-safe. */
public final class TimeLeft {
    private final long start = System.nanoTime();
    private final Duration time;

    public TimeLeft(Duration time) {
        this.time = time;
    }

    /** Zero once it is over. */
    public Duration now() {
        var left = time.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
