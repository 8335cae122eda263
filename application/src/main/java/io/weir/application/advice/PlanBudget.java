package io.weir.application.advice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The query plans that Weir may ask for in 24 hours: a few in total, and one for each shape. Thread-safe. */
final class PlanBudget {
    private static final Duration DAY = Duration.ofHours(24);

    private final int most;
    private final Deque<Spent> spent = new ArrayDeque<>();

    private record Spent(String shape, Instant at) {}

    PlanBudget(int most) {
        this.most = most;
    }

    /** Whether Weir may ask for the plan of a query of {@code shape} now. */
    synchronized boolean allows(String shape, Instant now) {
        while (!spent.isEmpty() && !now.isBefore(spent.getFirst().at().plus(DAY))) {
            spent.removeFirst();
        }
        return spent.size() < most
                && spent.stream().noneMatch(plan -> plan.shape().equals(shape));
    }

    /** Counts a plan of {@code shape} that is asked for at {@code at}, not earlier than the plans counted before. */
    synchronized void count(String shape, Instant at) {
        spent.addLast(new Spent(shape, at));
    }
}
