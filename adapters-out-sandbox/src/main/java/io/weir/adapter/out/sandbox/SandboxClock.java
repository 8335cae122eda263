package io.weir.adapter.out.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a {@link Sandbox}: it follows another clock until it is set, and then stands still. Thread-safe. */
public final class SandboxClock implements InstantSource {
    private volatile InstantSource source;

    SandboxClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public Instant instant() {
        return source.instant();
    }

    /** Sets the clock and stops it. */
    public void set(Instant now) {
        source = InstantSource.fixed(now);
    }

    /** Moves the clock by {@code time}, and stops it. */
    public synchronized void advance(Duration time) {
        set(instant().plus(time));
    }

    void follow(InstantSource other) {
        source = other;
    }
}
