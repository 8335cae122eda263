package io.weir.application.advice;

import io.weir.domain.advice.ActionStatistics;
import io.weir.domain.caller.ActionName;
import io.weir.domain.history.Execution;
import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.port.ExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads from the history how the data actions ran in the last 24 hours.
 *
 * <p>The time comes from all runs. Rows and answers from the cache come from the newest 1,000 requests, which a history
 * keeps one by one. Thread-safe; may block.
 */
public record RecentActions(ExecutionHistory history, InstantSource clock) {
    private static final Duration PERIOD = Duration.ofHours(24);
    private static final int MOST_ACTIONS = 1_000;
    private static final int SAMPLE = 1_000;

    /** The statistics of each data action that ran. */
    public Map<ActionName, ActionStatistics> statistics() {
        var now = clock.instant();
        var since = now.minus(PERIOD);
        var newest = newest(since);
        var query = new SummaryQuery(By.ACTION, since, now, RunFilter.ALL, Order.COUNT, MOST_ACTIONS);
        return history.summary(query).groups().stream()
                .filter(group -> ActionName.isActionName(group.key()))
                .collect(Collectors.toMap(
                        group -> new ActionName(group.key()),
                        group -> statistics(group, newest.getOrDefault(group.key(), List.of()))));
    }

    private Map<String, List<Execution>> newest(Instant since) {
        return history.find(HistoryQuery.newest(SAMPLE).withSince(since)).executions().stream()
                .map(StoredExecution::execution)
                .collect(Collectors.groupingBy(Execution::action));
    }

    private static ActionStatistics statistics(GroupSummary group, List<Execution> newest) {
        return new ActionStatistics(
                group.count(),
                group.percentiles().p99(),
                new ActionStatistics.Sample(
                        newest.size(),
                        newest.stream().mapToInt(Execution::rows).max().orElse(0),
                        newest.stream()
                                .filter(run -> run.served() == Execution.Served.CACHED)
                                .count()));
    }
}
