package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.settings.RetrySettings;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * Limits the repetitions of all requests together, so that an outage does not multiply the load.
 *
 * <p>Counts calls and repetitions of the last {@link #SECONDS} seconds. Thread-safe.
 */
final class RetryBudget {
    private static final int SECONDS = 10;

    private final int share;
    private final int floor;
    private final long[] calls = new long[SECONDS];
    private final long[] repetitions = new long[SECONDS];
    private long newest = Long.MIN_VALUE;

    /** {@code share} and {@code floor} as in {@link RetrySettings}. */
    RetryBudget(int share, int floor) {
        this.share = share;
        this.floor = floor;
    }

    synchronized void call(Instant now) {
        calls[slot(now)]++;
    }

    /** Whether one more repetition is allowed; if so, counts it. */
    synchronized boolean repetition(Instant now) {
        int slot = slot(now);
        long allowed = Math.max(floor, LongStream.of(calls).sum() * share / 100);
        boolean fits = LongStream.of(repetitions).sum() < allowed;
        if (fits) {
            repetitions[slot]++;
        }
        return fits;
    }

    /**
     * The slot of this second, after outdated slots have been cleared. A clock that goes back counts as stopped. If it
     * goes back further than all slots reach, the budget begins anew.
     */
    private int slot(Instant now) {
        if (now.getEpochSecond() + SECONDS < newest) {
            newest = Long.MIN_VALUE;
        }
        long second = Math.max(now.getEpochSecond(), newest);
        long stale = newest == Long.MIN_VALUE ? SECONDS : Math.min(second - newest, SECONDS);
        for (long i = 0; i < stale; i++) {
            int slot = Math.floorMod(second - i, SECONDS);
            calls[slot] = 0;
            repetitions[slot] = 0;
        }
        newest = second;
        return Math.floorMod(second, SECONDS);
    }
}
