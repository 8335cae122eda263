package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.Execution;
import java.util.List;

/** What the runs of a series did in a period. For one thread at a time. */
final class Tally {
    final Times times = new Times();
    long runs;
    long totalNanos;
    long longestNanos;
    long rows;
    long apiCalls;
    long attempts;

    /** What is counted together until the store says which shapes count on their own. */
    record Minute(long start, String action, String caller, String soqlShape, String outcome, String businessOutcome) {
        static Minute of(Execution run) {
            return new Minute(
                    Period.MINUTE.startOf(run.startedAt().getEpochSecond()),
                    run.action(),
                    run.caller(),
                    run.soqlShape(),
                    run.outcome(),
                    run.businessOutcome());
        }
    }

    /** The sum of {@code parts}, at least one, which do not change any more. */
    static Tally sum(List<Tally> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var sum = new Tally();
        parts.forEach(sum::add);
        return sum;
    }

    void add(Execution run) {
        long nanos = Rows.nanos(run.duration());
        runs++;
        times.add(nanos);
        totalNanos += nanos;
        longestNanos = Math.max(longestNanos, nanos);
        rows += run.rows();
        apiCalls += run.apiCalls();
        attempts += run.attempts();
    }

    private void add(Tally other) {
        runs += other.runs;
        times.add(other.times);
        totalNanos += other.totalNanos;
        longestNanos = Math.max(longestNanos, other.longestNanos);
        rows += other.rows;
        apiCalls += other.apiCalls;
        attempts += other.attempts;
    }
}
