package io.weir.adapter.out.profiler.statistics;

import io.weir.domain.history.Execution;
import java.util.List;

/** What the runs of a series did in a period. For one thread at a time. */
public final class Tally {
    private final Times times = new Times();
    private long runs;
    private long totalNanos;
    private long longestNanos;
    private long rows;
    private long apiCalls;
    private long attempts;

    /** What is counted together until the store says which shapes count on their own. */
    public record Minute(
            long start, String action, String caller, String soqlShape, String outcome, String businessOutcome) {
        public static Minute of(Execution run) {
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
    public static Tally sum(List<Tally> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var sum = new Tally();
        parts.forEach(sum::add);
        return sum;
    }

    /** Counts {@code run}. */
    public void add(Execution run) {
        long nanos = Nanos.of(run.duration());
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

    /** How many runs there were. */
    public long runs() {
        return runs;
    }

    /** What they took. */
    public Times times() {
        return times;
    }

    /** What they took together. */
    public long totalNanos() {
        return totalNanos;
    }

    /** What the longest took. */
    public long longestNanos() {
        return longestNanos;
    }

    public long rows() {
        return rows;
    }

    public long apiCalls() {
        return apiCalls;
    }

    public long attempts() {
        return attempts;
    }
}
