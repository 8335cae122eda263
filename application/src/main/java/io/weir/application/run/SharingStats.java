package io.weir.application.run;

import java.util.concurrent.atomic.LongAdder;

/** Counts the runs that were avoided because an identical run had just ended or was under way. Thread-safe. */
public final class SharingStats {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder shared = new LongAdder();

    /** Runs that a cached answer replaced. */
    public long hits() {
        return hits.sum();
    }

    /** Runs that found no cached answer. */
    public long misses() {
        return misses.sum();
    }

    /** Runs that shared the result of one under way. */
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
