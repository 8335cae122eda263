package io.weir.application.run;

import java.util.concurrent.atomic.LongAdder;

/** How often runs were spared because an identical one had just been made or was being made. Thread-safe. */
public final class SharingStats {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder shared = new LongAdder();

    /** Runs that a kept answer served. */
    public long hits() {
        return hits.sum();
    }

    /** Runs that a kept answer could have served, had there been one. */
    public long misses() {
        return misses.sum();
    }

    /** Runs that an identical one under way served. */
    public long shared() {
        return shared.sum();
    }

    void countHit() {
        hits.increment();
    }

    void countMiss() {
        misses.increment();
    }

    void countShared() {
        shared.increment();
    }
}
