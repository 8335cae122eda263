package io.weir.adapter.out.profiler.history;

import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.ExecutionHistory;
import java.util.List;

/**
 * Takes executions {@link BackgroundQueue off the request's path}: a run only puts one into a bounded queue, and one that does not fit is
 * dropped and counted. A reader carries on what waits first, so that it sees every run that ended before it asked.
 */
public final class QueuedExecutionHistory implements ExecutionHistory, AutoCloseable {
    private final ExecutionHistory history;
    private final BackgroundQueue<Execution> waiting;

    /**
     * @param capacity how many executions may wait
     */
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
            return "the history does not take them";
        }
    }

    @Override
    public void record(Execution execution) {
        waiting.put(execution);
    }

    @Override
    public HistoryPage find(HistoryQuery query) {
        waiting.carryOn();
        return history.find(query);
    }

    @Override
    public HistorySummary summary(SummaryQuery query) {
        waiting.carryOn();
        return history.summary(query);
    }

    @Override
    public long forget(ContactHash contact) {
        waiting.carryOn();
        return history.forget(contact);
    }

    /** How many executions were dropped: the queue was full, or the history did not take them. */
    public long dropped() {
        return waiting.dropped();
    }

    /** Carries on what waits, and stops. */
    @Override
    public void close() {
        waiting.close();
    }
}
