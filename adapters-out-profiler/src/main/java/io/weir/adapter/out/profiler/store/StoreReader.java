package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.Execution;
import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.GroupSummary.Before;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.history.SummaryQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads executions and their statistics from one connection. */
record StoreReader(Connection connection, Instant now) {
    /** The most executions or groups that an answer has; the next page has the others. */
    private static final int MOST = 1_000;

    HistoryPage find(HistoryQuery query) throws SQLException {
        int limit = Math.min(query.limit(), MOST);
        var sql = new Sql(Rows.SELECT).append(" where true");
        filter(sql, query.runs());
        query.served().ifPresent(served -> sql.append(" and served = ?").with(served.label()));
        query.contact().ifPresent(contact -> sql.append(" and contact = ?").with(contact.hex()));
        if (!query.requestIds().isEmpty()) {
            sql.append(" and request_id in ").in(query.requestIds());
        }
        query.since().ifPresent(since -> sql.append(" and started_at >= ?").with(Rows.nanos(since)));
        query.until().ifPresent(until -> sql.append(" and started_at < ?").with(Rows.nanos(until)));
        query.slowerThan().ifPresent(least -> sql.append(" and duration >= ?").with(least.toNanos()));
        query.after()
                .ifPresent(cursor -> sql.append(" and (started_at, instance, seq) < (?, ?, ?)")
                        .with(Rows.nanos(cursor.startedAt()))
                        .with(cursor.instance())
                        .with(cursor.number()));
        sql.append(" order by started_at desc, instance desc, seq desc limit ?").with(limit + 1);
        var found = new ArrayList<StoredExecution>();
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                found.add(Rows.read(result));
            }
        }
        return HistoryPage.of(found, limit);
    }

    HistorySummary summary(SummaryQuery query) throws SQLException {
        var ranges = Period.cover(query.since(), query.until(), now);
        var groups = groups(query, ranges);
        var keys = groups.stream().map(Group::key).toList();
        var before = query.before();
        var page = new Page(column(query), query.runs(), keys);
        var times = times(page, ranges);
        var timesBefore = times(page, Period.cover(before.since(), before.until(), now));
        var businessOutcomes = businessOutcomes(page, ranges);
        var shapes = query.by() == SummaryQuery.By.SHAPE ? shapes(keys) : Map.<String, String>of();
        return new HistorySummary(
                Instant.ofEpochSecond(ranges.getFirst().start()),
                Instant.ofEpochSecond(ranges.getLast().end()),
                groups.stream()
                        .map(group -> new GroupSummary(
                                group.key,
                                shapes.getOrDefault(group.key, ""),
                                group.runs,
                                Duration.ofNanos(group.total),
                                HistorySummary.share(group.total, group.totalOfAll),
                                times.getOrDefault(group.key, new Times()).percentiles(),
                                Duration.ofNanos(group.longest),
                                group.apiCalls,
                                group.rows,
                                group.failures,
                                businessOutcomes.getOrDefault(group.key, Map.of()),
                                before(timesBefore.get(group.key))))
                        .toList());
    }

    /** The groups that a page of a summary shows, and the runs that they count. */
    private record Page(String column, RunFilter runs, List<String> keys) {}

    private record Group(
            String key,
            long runs,
            long total,
            long longest,
            long rows,
            long apiCalls,
            long failures,
            long totalOfAll) {}

    private List<Group> groups(SummaryQuery query, List<Period.Range> ranges) throws SQLException {
        var sql = new Sql("select ").append(column(query)).append("""
             as k, sum(runs) as runs, sum(total) as total, max(longest) as longest,
            sum(row_count) as row_count, sum(api_calls) as api_calls,
            sum(case when outcome <> ? then runs else 0 end) as failures, sum(sum(total)) over () as of_all
            """).with(Execution.ANSWERED);
        fromRollups(sql, ranges);
        filter(sql, query.runs());
        sql.append(" group by ")
                .append(column(query))
                .append(" order by ")
                .append(order(query))
                .append(" desc, k limit ?")
                .with(Math.min(query.limit(), MOST));
        var groups = new ArrayList<Group>();
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                groups.add(new Group(
                        result.getString("k"),
                        result.getLong("runs"),
                        result.getLong("total"),
                        result.getLong("longest"),
                        result.getLong("row_count"),
                        result.getLong("api_calls"),
                        result.getLong("failures"),
                        result.getLong("of_all")));
            }
        }
        return groups;
    }

    private Map<String, Times> times(Page page, List<Period.Range> ranges) throws SQLException {
        var times = new HashMap<String, Times>();
        var sql = new Sql("select ").append(page.column).append(" as k, histogram");
        fromRollups(sql, ranges);
        filter(sql, page.runs);
        sql.append(" and ").append(page.column).append(" in ").in(page.keys);
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                times.computeIfAbsent(result.getString(1), _ -> new Times()).add(result.getBytes(2));
            }
        }
        return times;
    }

    private Map<String, Map<String, Long>> businessOutcomes(Page page, List<Period.Range> ranges) throws SQLException {
        var outcomes = new HashMap<String, Map<String, Long>>();
        var sql = new Sql("select ").append(page.column).append(" as k, business_outcome, sum(runs)");
        fromRollups(sql, ranges);
        filter(sql, page.runs);
        sql.append(" and business_outcome <> '' and ")
                .append(page.column)
                .append(" in ")
                .in(page.keys)
                .append(" group by ")
                .append(page.column)
                .append(", business_outcome");
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                outcomes.computeIfAbsent(result.getString(1), _ -> new HashMap<>())
                        .put(result.getString(2), result.getLong(3));
            }
        }
        return outcomes;
    }

    private Map<String, String> shapes(List<String> ids) throws SQLException {
        var shapes = new HashMap<String, String>();
        try (var statement = new Sql("select id, soql from weir_shape where id in ")
                        .in(ids)
                        .prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                shapes.put(result.getString(1), result.getString(2));
            }
        }
        return shapes;
    }

    private static Before before(@Nullable Times times) {
        return times == null ? new Before(0, Duration.ZERO) : new Before(times.count(), times.percentile(95));
    }

    private static void fromRollups(Sql sql, List<Period.Range> ranges) {
        sql.append(" from (");
        String separator = "";
        for (var range : ranges) {
            sql.append(separator)
                    .append("select * from weir_rollup where period = ? and start >= ? and start < ?")
                    .with(range.period().ordinal())
                    .with(range.start())
                    .with(range.end());
            separator = " union all ";
        }
        sql.append(") r join weir_series s on s.id = r.series_id where true");
    }

    private static void filter(Sql sql, RunFilter runs) {
        equal(sql, "action", runs.action());
        equal(sql, "caller", runs.caller());
        equal(sql, "shape_id", runs.shape());
        equal(sql, "outcome", runs.outcome());
        equal(sql, "business_outcome", runs.businessOutcome());
        equal(sql, "instance", runs.instance());
    }

    private static void equal(Sql sql, String column, Optional<String> value) {
        value.ifPresent(
                wanted -> sql.append(" and ").append(column).append(" = ?").with(wanted));
    }

    private static String column(SummaryQuery query) {
        return switch (query.by()) {
            case ACTION -> "action";
            case SHAPE -> "shape_id";
            case CALLER -> "caller";
            case OUTCOME -> "outcome";
        };
    }

    private static String order(SummaryQuery query) {
        return switch (query.order()) {
            case TIME -> "sum(total)";
            case COUNT -> "sum(runs)";
            case MEAN -> "sum(total) / sum(runs)";
            case MAX -> "max(longest)";
            case FAILURES -> "sum(case when outcome <> '" + Execution.ANSWERED + "' then runs else 0 end)";
            case API_CALLS -> "sum(api_calls)";
            case ROWS -> "sum(row_count)";
        };
    }
}
