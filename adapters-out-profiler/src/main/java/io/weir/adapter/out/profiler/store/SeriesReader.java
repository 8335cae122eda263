package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Period;
import io.weir.adapter.out.profiler.statistics.Times;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SeriesQuery.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Reads the course of time that {@code query} asks for, in steps that the store still has. */
record SeriesReader(Connection connection, Instant now, SeriesQuery query) {
    HistorySeries series() throws SQLException {
        var step = step();
        var since = step.startOf(query.since());
        var until = step.endOf(query.until());
        var points = new TreeMap<Long, Sum>();
        var sql = new Sql("""
            select start, outcome, runs, total, longest, row_count, api_calls, histogram
            from weir_rollup r join weir_series s on s.id = r.series_id
            where period = ? and start >= ? and start < ?
            """)
                .with(Period.of(step).code(query.runs().shape().isPresent()))
                .with(since.getEpochSecond())
                .with(until.getEpochSecond());
        StoreReader.filter(sql, query.runs());
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                points.computeIfAbsent(result.getLong(1), _ -> new Sum()).add(result);
            }
        }
        return new HistorySeries(
                since,
                until,
                step,
                points.entrySet().stream()
                        .map(point -> point.getValue().at(Instant.ofEpochSecond(point.getKey())))
                        .toList());
    }

    /** The step of the query, or a longer one where that is not kept any more. */
    private Step step() {
        var wanted = query.step();
        var finest = Period.finestAt(query.since().getEpochSecond(), now).step();
        return wanted.compareTo(finest) >= 0 ? wanted : finest;
    }

    /** The sum of one step. For one thread. */
    private static final class Sum {
        private final Times times = new Times();
        private long runs;
        private long failures;
        private long total;
        private long longest;
        private long rows;
        private long apiCalls;

        void add(ResultSet row) throws SQLException {
            runs += row.getLong(3);
            failures += row.getString(2).equals(Execution.ANSWERED) ? 0 : row.getLong(3);
            total += row.getLong(4);
            longest = Math.max(longest, row.getLong(5));
            rows += row.getLong(6);
            apiCalls += row.getLong(7);
            times.add(row.getBytes(8));
        }

        HistorySeries.Point at(Instant time) {
            return new HistorySeries.Point(
                    time,
                    runs,
                    failures,
                    Duration.ofNanos(total),
                    times.percentiles(Duration.ofNanos(longest)),
                    Duration.ofNanos(longest),
                    apiCalls,
                    rows);
        }
    }
}
