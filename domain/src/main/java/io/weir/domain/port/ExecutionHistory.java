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

/**
 * Records runs.
 *
 * <p>Bounded: drops the oldest executions first; statistics may outlast them. Readers see every execution that was
 * recorded before the call. Reading may be slow, and runs on the reader's thread. Thread-safe.
 */
public interface ExecutionHistory {
    /** Records an execution; never waits for storage and never throws. */
    void record(Execution execution);

    /** The executions that {@code query} asks for, newest first. */
    HistoryPage find(HistoryQuery query);

    /** The statistics that {@code query} asks for; times may be off by 1 percent. */
    HistorySummary summary(SummaryQuery query);

    /**
     * The course of time that {@code query} asks for, in its steps, or in longer ones where only these are kept; times
     * may be off by 1 percent.
     */
    HistorySeries series(SeriesQuery query);

    /**
     * Deletes the executions about {@code contact}, and answers how many they were. Statistics hold no contact and
     * stay. Throws {@link HistoryUnavailable} where the history cannot delete them now.
     */
    long forget(ContactHash contact);

    /** The newest executions, newest first, at most {@code limit}. */
    default List<Execution> latest(int limit) {
        return find(HistoryQuery.newest(limit)).executions().stream()
                .map(StoredExecution::execution)
                .toList();
    }
}
