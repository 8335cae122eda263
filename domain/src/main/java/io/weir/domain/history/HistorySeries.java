package io.weir.domain.history;

import io.weir.domain.history.SeriesQuery.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What runs did in the course of time.
 *
 * @param since the start of the first step, whether it has a run or not
 * @param until the end of the last step
 * @param points the oldest first; steps without a run are left out
 */
public record HistorySeries(Instant since, Instant until, Step step, List<Point> points) {
    /**
     * One step.
     *
     * @param time when it starts
     * @param failures the runs that did not answer
     * @param total what the runs took together
     */
    public record Point(
            Instant time,
            long count,
            long failures,
            Duration total,
            GroupSummary.Percentiles percentiles,
            Duration max,
            long apiCalls,
            long rows) {}

    public HistorySeries {
        points = List.copyOf(points);
    }

    /** The series that {@code query} asks for, of {@code executions}. */
    public static HistorySeries of(SeriesQuery query, Collection<StoredExecution> executions) {
        var step = query.step();
        var since = step.startOf(query.since());
        var until = step.endOf(query.until());
        var runs = executions.stream()
                .filter(query.runs()::matches)
                .map(StoredExecution::execution)
                .filter(run ->
                        !run.startedAt().isBefore(since) && run.startedAt().isBefore(until))
                .collect(
                        Collectors.groupingBy(run -> step.startOf(run.startedAt()), TreeMap::new, Collectors.toList()));
        return new HistorySeries(
                since,
                until,
                step,
                runs.entrySet().stream()
                        .map(point -> point(point.getKey(), point.getValue()))
                        .toList());
    }

    private static Point point(Instant time, List<Execution> runs) {
        long[] times = HistorySummary.times(runs);
        return new Point(
                time,
                runs.size(),
                runs.stream()
                        .filter(run -> !run.outcome().equals(Execution.ANSWERED))
                        .count(),
                Duration.ofNanos(HistorySummary.sum(runs, HistorySummary::nanos)),
                HistorySummary.percentiles(times),
                HistorySummary.percentile(times, 100),
                HistorySummary.sum(runs, Execution::apiCalls),
                HistorySummary.sum(runs, Execution::rows));
    }
}
