package io.weir.domain.limit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one run may take, and what it has taken so far: its deadline, its API requests, its attempts.
 *
 * <p>Travels with the run through the port, so that what happened below it can be told in the history. Thread-safe.
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

    /** Counts a request that Salesforce charges to the org's allocation. */
    public void countApiCall() {
        apiCalls.incrementAndGet();
    }

    /** Counts one try of a step, the first included. */
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
