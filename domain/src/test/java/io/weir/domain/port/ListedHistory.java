package io.weir.domain.port;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.history.SummaryQuery;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Keeps the newest executions in a list, for tests. Thread-safe. */
public class ListedHistory implements ExecutionHistory {
    /** The executions, oldest first. */
    public final List<Execution> executions = new CopyOnWriteArrayList<>();

    private final int capacity;

    /** Keeps every execution. */
    public ListedHistory() {
        this(Integer.MAX_VALUE);
    }

    ListedHistory(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public void record(Execution execution) {
        synchronized (executions) {
            executions.add(execution);
            if (executions.size() > capacity) {
                executions.removeFirst();
            }
        }
    }

    @Override
    public HistoryPage find(HistoryQuery query) {
        return query.pageOf(stored());
    }

    @Override
    public HistorySummary summary(SummaryQuery query) {
        return HistorySummary.of(query, stored());
    }

    @Override
    public HistorySeries series(SeriesQuery query) {
        return HistorySeries.of(query, stored());
    }

    @Override
    public long forget(ContactHash contact) {
        long before = executions.size();
        executions.removeIf(execution -> execution.contact().equals(contact));
        return before - executions.size();
    }

    private List<StoredExecution> stored() {
        var all = List.copyOf(executions);
        return IntStream.range(0, all.size())
                .mapToObj(number -> new StoredExecution("test", number, all.get(number)))
                .toList();
    }
}
