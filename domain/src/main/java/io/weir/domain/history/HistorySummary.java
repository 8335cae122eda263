package io.weir.domain.history;

import io.weir.domain.history.SummaryQuery.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Statistics of a period, by group.
 *
 * @param since the begin of the period that is counted: the question's, or earlier, where only hours or days are left
 * @param until its end: the question's, or later
 */
public record HistorySummary(Instant since, Instant until, List<GroupSummary> groups) {
    public HistorySummary {
        groups = List.copyOf(groups);
    }

    /** The summary that {@code query} asks for, of {@code executions}. */
    public static HistorySummary of(SummaryQuery query, Collection<StoredExecution> executions) {
        var groups = groups(query, executions);
        var before = groups(query.before(), executions);
        long total = groups.values().stream()
                .flatMap(List::stream)
                .mapToLong(HistorySummary::nanos)
                .sum();
        return new HistorySummary(
                query.since(),
                query.until(),
                groups.entrySet().stream()
                        .map(group -> summaryOf(
                                query,
                                group.getKey(),
                                group.getValue(),
                                total,
                                before.getOrDefault(group.getKey(), List.of())))
                        .sorted(order(query.order()))
                        .limit(query.limit())
                        .toList());
    }

    private static Map<String, List<Execution>> groups(SummaryQuery query, Collection<StoredExecution> executions) {
        return executions.stream()
                .filter(query::counts)
                .map(StoredExecution::execution)
                .collect(Collectors.groupingBy(query.by()::keyOf));
    }

    private static GroupSummary summaryOf(
            SummaryQuery query, String key, List<Execution> runs, long totalOfAll, List<Execution> runsBefore) {
        long[] times = times(runs);
        long total = sum(runs, HistorySummary::nanos);
        return new GroupSummary(
                key,
                query.by() == SummaryQuery.By.SHAPE ? runs.getFirst().soqlShape() : "",
                runs.size(),
                Duration.ofNanos(total),
                share(total, totalOfAll),
                percentiles(times),
                percentile(times, 100),
                sum(runs, Execution::apiCalls),
                sum(runs, Execution::rows),
                runs.stream()
                        .filter(run -> !run.outcome().equals(Execution.ANSWERED))
                        .count(),
                runs.stream()
                        .map(Execution::businessOutcome)
                        .filter(outcome -> !outcome.isEmpty())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                new GroupSummary.Before(
                        runsBefore.size(), runsBefore.isEmpty() ? Duration.ZERO : percentile(times(runsBefore), 95)));
    }

    /** The part that {@code time} is of {@code total}; 0 where no time passed. */
    public static double share(long time, long total) {
        return total == 0 ? 0 : (double) time / total;
    }

    static long nanos(Execution run) {
        return run.duration().toNanos();
    }

    static long sum(List<Execution> runs, ToLongFunction<Execution> number) {
        return runs.stream().mapToLong(number).sum();
    }

    static long[] times(List<Execution> runs) {
        return runs.stream().mapToLong(HistorySummary::nanos).sorted().toArray();
    }

    /** The percentiles of {@code sorted} times, of which there is at least one. */
    static GroupSummary.Percentiles percentiles(long[] sorted) {
        return new GroupSummary.Percentiles(percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99));
    }

    static Duration percentile(long[] sorted, int percent) {
        return Duration.ofNanos(sorted[Math.ceilDiv(sorted.length * percent, 100) - 1]);
    }

    private static Comparator<GroupSummary> order(Order order) {
        Comparator<GroupSummary> ascending = switch (order) {
            case TIME -> Comparator.comparing(GroupSummary::time);
            case COUNT -> Comparator.comparingLong(GroupSummary::count);
            case MEAN -> Comparator.comparing(group -> group.time().dividedBy(group.count()));
            case MAX -> Comparator.comparing(GroupSummary::max);
            case FAILURES -> Comparator.comparingLong(GroupSummary::failures);
            case API_CALLS -> Comparator.comparingLong(GroupSummary::apiCalls);
            case ROWS -> Comparator.comparingLong(GroupSummary::rows);
        };
        return ascending.reversed().thenComparing(GroupSummary::key);
    }
}
