package io.weir.adapter.out.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Shows the time that a test wants. */
final class MovingClock implements InstantSource {
    private volatile Instant now;

    MovingClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
