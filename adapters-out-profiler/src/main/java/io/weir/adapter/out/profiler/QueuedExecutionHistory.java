package io.weir.adapter.out.profiler;

import io.weir.domain.history.Execution;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.ExecutionHistory;
import java.util.List;

/**
 * Records executions {@link BackgroundQueue in the background}. Executions that do not fit into the queue are dropped
 * and counted. {@link #latest} first stores the waiting ones, so that it shows every run that ended before the call.
 */
public final class QueuedExecutionHistory implements ExecutionHistory, AutoCloseable {
    private final ExecutionHistory history;
    private final BackgroundQueue<Execution> waiting;

    /** @param capacity the greatest number of executions that wait */
    public QueuedExecutionHistory(ExecutionHistory history, int capacity) {
        this.history = history;
        this.waiting = new BackgroundQueue<>("weir-history", "entries of the history", capacity, new Storage(history));
    }

    private record Storage(ExecutionHistory history) implements BackgroundQueue.Storage<Execution> {
        @Override
        public int keep(List<Execution> executions) {
            int kept = 0;
            for (var execution : executions) {
                kept += BackgroundWork.attempt(() -> history.record(execution)) ? 1 : 0;
            }
            return kept;
        }

        @Override
        public String trouble() {
            return "the history does not accept them";
        }
    }

    @Override
    public void record(Execution execution) {
        waiting.put(execution);
    }

    @Override
    public List<Execution> latest(int limit) {
        waiting.flush();
        return history.latest(limit);
    }

    /** How many executions were dropped, because the queue was full or the history did not accept them. */
    public long dropped() {
        return waiting.dropped();
    }

    /** Records all waiting executions, and stops. */
    @Override
    public void close() {
        waiting.close();
    }
}
