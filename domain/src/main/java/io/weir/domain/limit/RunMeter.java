package io.weir.domain.limit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The deadline of one run, and the API requests and attempts that it has spent so far.
 *
 * <p>Adapters count on it what the history records. Thread-safe.
 */
public final class RunMeter {
    private final Deadline deadline;
    private final AtomicInteger apiCalls = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();

    public RunMeter(Deadline deadline) {
        this.deadline = deadline;
    }

    public Deadline deadline() {
        return deadline;
    }

    /** Counts a request toward the org's API allocation. */
    public void countApiCall() {
        apiCalls.incrementAndGet();
    }

    /** Counts one attempt, whether it is the first or a retry. */
    public void countAttempt() {
        attempts.incrementAndGet();
    }

    public int apiCalls() {
        return apiCalls.get();
    }

    public int attempts() {
        return attempts.get();
    }
}
