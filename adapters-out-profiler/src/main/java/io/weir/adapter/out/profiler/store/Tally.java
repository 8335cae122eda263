package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.Execution;
import java.time.Duration;

/** What the runs of a series did in a period. For one thread at a time. */
final class Tally {
    final Times times = new Times();
    long runs;
    Duration total = Duration.ZERO;
    Duration longest = Duration.ZERO;
    long rows;
    long apiCalls;
    long attempts;

    void add(Execution run) {
        runs++;
        times.add(run.duration());
        total = total.plus(run.duration());
        longest = run.duration().compareTo(longest) > 0 ? run.duration() : longest;
        rows += run.rows();
        apiCalls += run.apiCalls();
        attempts += run.attempts();
    }

    /** What is counted together in a store. */
    record Key(Period period, long start, Series series) {}
}
