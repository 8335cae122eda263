package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Tally;
import io.weir.domain.history.Execution;
import java.util.List;
import java.util.Map;

/**
 * What one transaction adds to the store.
 *
 * @param tallies the statistics, in the order in which their first runs were recorded
 * @param rows the executions that the store keeps, in the order in which they were recorded
 * @param runs how many runs the statistics count
 */
record Batch(Map<Tally.Minute, Tally> tallies, List<Row> rows, int runs) {
    static final Batch NONE = new Batch(Map.of(), List.of(), 0);

    /**
     * An execution that is stored.
     *
     * @param number orders rows by the time of their recording
     * @param kept whether it stays when it is no longer one of the newest
     */
    record Row(long number, boolean kept, Execution run) {}

    boolean isEmpty() {
        return tallies.isEmpty() && rows.isEmpty();
    }
}
