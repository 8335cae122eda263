package io.weir.adapter.out.profiler.history;

import io.weir.adapter.out.profiler.queue.BackgroundQueue;
import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.ExecutionHistory;
import java.util.List;
import java.util.Optional;

/**
 * Records executions {@link BackgroundQueue in the background}. Executions that do not fit into the queue are dropped
 * and counted. Reading first stores the waiting ones, so that a reader sees every run that ended before the call.
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
    public HistoryPage find(HistoryQuery query) {
        waiting.flush();
        return history.find(query);
    }

    @Override
    public HistorySummary summary(SummaryQuery query) {
        waiting.flush();
        return history.summary(query);
    }

    @Override
    public HistorySeries series(SeriesQuery query) {
        waiting.flush();
        return history.series(query);
    }

    @Override
    public long forget(ContactHash contact) {
        waiting.flush();
        return history.forget(contact);
    }

    /** How many executions were dropped, because the queue was full or the history did not accept them. */
    public long dropped() {
        return waiting.dropped();
    }

    /** The losses that have not ended. */
    public Optional<LossLog.Losing> losing() {
        return waiting.losing();
    }

    /** Records all waiting executions, and stops. */
    @Override
    public void close() {
        waiting.close();
    }
}
