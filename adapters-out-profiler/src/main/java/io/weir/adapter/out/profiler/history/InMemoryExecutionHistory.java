package io.weir.adapter.out.profiler.history;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.port.ExecutionHistory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the newest executions in memory, and answers everything from these; a restart forgets them. Thread-safe. */
public final class InMemoryExecutionHistory implements ExecutionHistory {
    private final String instance;
    private final int capacity;
    private final Deque<StoredExecution> newestFirst = new ArrayDeque<>();
    private long recorded;

    /** A history of a Weir without a name. */
    public InMemoryExecutionHistory(int capacity) {
        this("", capacity);
    }

    /**
     * Throws {@link IllegalArgumentException} for a capacity below 1.
     *
     * @param instance the name of this Weir
     * @param capacity how many executions to keep, at least 1
     */
    public InMemoryExecutionHistory(String instance, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a history keeps at least one execution, not " + capacity);
        }
        this.instance = instance;
        this.capacity = capacity;
    }

    @Override
    public synchronized void record(Execution execution) {
        if (newestFirst.size() == capacity) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(new StoredExecution(instance, recorded++, execution));
    }

    @Override
    public HistoryPage find(HistoryQuery query) {
        return query.pageOf(executions());
    }

    @Override
    public HistorySummary summary(SummaryQuery query) {
        return HistorySummary.of(query, executions());
    }

    @Override
    public HistorySeries series(SeriesQuery query) {
        return HistorySeries.of(query, executions());
    }

    @Override
    public synchronized long forget(ContactHash contact) {
        long before = newestFirst.size();
        newestFirst.removeIf(stored -> stored.execution().contact().equals(contact));
        return before - newestFirst.size();
    }

    private synchronized List<StoredExecution> executions() {
        return List.copyOf(newestFirst);
    }
}
