package io.weir.adapter.out.profiler;

import io.weir.domain.history.Execution;
import io.weir.domain.port.ExecutionHistory;
import java.util.List;

/**
 * Takes executions {@link OffPath off the request's path}: a run only puts one into a bounded queue, and one that does not fit is
 * dropped and counted. {@link #latest} carries on what waits first, so a reader sees every run that ended before it asked.
 */
public final class QueuedExecutionHistory implements ExecutionHistory, AutoCloseable {
    private final ExecutionHistory history;
    private final OffPath<Execution> waiting;

    /**
     * @param capacity how many executions may wait
     */
    public QueuedExecutionHistory(ExecutionHistory history, int capacity) {
        this.history = history;
        this.waiting = new OffPath<>("weir-history", capacity, executions -> {
            executions.forEach(history::record);
            return executions.size();
        });
    }

    @Override
    public void record(Execution execution) {
        waiting.put(execution);
    }

    @Override
    public List<Execution> latest(int limit) {
        waiting.carryOn();
        return history.latest(limit);
    }

    /** How many executions were dropped because the queue was full. */
    public long dropped() {
        return waiting.dropped();
    }

    /** Carries on what waits, and stops. */
    @Override
    public void close() {
        waiting.close();
    }
}
