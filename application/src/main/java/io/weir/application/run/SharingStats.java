package io.weir.application.run;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the runs that were avoided because an identical run had just ended or was under way, and the queries that were
 * answered by the request of an earlier one. Thread-safe.
 */
public final class SharingStats {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private final LongAdder prefetched = new LongAdder();

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

    /** Queries that needed no request, because their first page had come with that of an earlier query of the run. */
    public long prefetched() {
        return prefetched.sum();
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

    void countPrefetched() {
        prefetched.increment();
    }
}
