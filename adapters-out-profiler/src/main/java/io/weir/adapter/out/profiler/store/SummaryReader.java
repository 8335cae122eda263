package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Period;
import io.weir.adapter.out.profiler.statistics.Times;
import io.weir.domain.history.Execution;
import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.GroupSummary.Before;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the statistics that {@code query} asks for.
 *
 * <p>The database adds up numbers and chooses the groups of the page. Only their times, which it cannot add up, are
 * read.
 */
record SummaryReader(Connection connection, Instant now, SummaryQuery query) {
    private record Group(
            String key,
            long runs,
            long total,
            long longest,
            long rows,
            long apiCalls,
            long failures,
            long totalOfAll) {}

    /** What is read of a group beside its numbers. */
    private static final class Details {
        static final Details NONE = new Details();

        final Times times = new Times();
        final Map<String, Long> businessOutcomes = new HashMap<>();
        Duration longest = Duration.ZERO;

        void add(String businessOutcome, long runs, Duration longestOfRuns, byte[] histogram) {
            if (!businessOutcome.isEmpty()) {
                businessOutcomes.merge(businessOutcome, runs, Long::sum);
            }
            longest = longest.compareTo(longestOfRuns) > 0 ? longest : longestOfRuns;
            times.add(histogram);
        }
    }

    HistorySummary summary() throws SQLException {
        var ranges = Period.cover(query.since(), query.until(), now);
        var groups = groups(ranges);
        var keys = groups.stream().map(Group::key).toList();
        var details = details(ranges, keys);
        var before = details(Period.cover(query.before().since(), query.before().until(), now), keys);
        var shapes = query.by() == By.SHAPE ? shapes(keys) : Map.<String, String>of();
        return new HistorySummary(
                Instant.ofEpochSecond(ranges.getFirst().start()),
                Instant.ofEpochSecond(ranges.getLast().end()),
                groups.stream()
                        .map(group -> summaryOf(
                                group,
                                shapes.getOrDefault(group.key, ""),
                                details.getOrDefault(group.key, Details.NONE),
                                before.getOrDefault(group.key, Details.NONE)))
                        .toList());
    }

    private static GroupSummary summaryOf(Group group, String shape, Details details, Details before) {
        return new GroupSummary(
                group.key,
                shape,
                group.runs,
                Duration.ofNanos(group.total),
                HistorySummary.share(group.total, group.totalOfAll),
                details.times.percentiles(details.longest),
                Duration.ofNanos(group.longest),
                group.apiCalls,
                group.rows,
                group.failures,
                details.businessOutcomes,
                new Before(before.times.count(), before.times.percentile(95, before.longest)));
    }

    private List<Group> groups(List<Period.Range> ranges) throws SQLException {
        var sql = new Sql("select " + column()).append("""
             as k, sum(runs) as runs, sum(total) as total, max(longest) as longest,
            sum(row_count) as row_count, sum(api_calls) as api_calls,
            sum(case when outcome <> ? then runs else 0 end) as failures, sum(sum(total)) over () as of_all
            from (select series_id, sum(runs) as runs, sum(total) as total, max(longest) as longest,
            sum(row_count) as row_count, sum(api_calls) as api_calls from (
            """).with(Execution.ANSWERED);
        rollups(sql, "series_id, runs, total, longest, row_count, api_calls", ranges, List.of());
        sql.append(") r group by series_id) r join weir_series s on s.id = r.series_id group by " + column())
                .append(" order by " + order() + " desc, k limit ?")
                .with(Math.min(query.limit(), StoreReader.MOST));
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

    private Map<String, Details> details(List<Period.Range> ranges, List<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        var sql = new Sql("select " + column() + ", business_outcome, runs, longest, histogram from (");
        rollups(sql, "series_id, runs, longest, histogram", ranges, keys);
        sql.append(") r join weir_series s on s.id = r.series_id");
        var details = new HashMap<String, Details>();
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                details.computeIfAbsent(result.getString(1), _ -> new Details())
                        .add(
                                result.getString(2),
                                result.getLong(3),
                                Duration.ofNanos(result.getLong(4)),
                                result.getBytes(5));
            }
        }
        return details;
    }

    private Map<String, String> shapes(List<String> ids) throws SQLException {
        var shapes = new HashMap<String, String>();
        var sql = new Sql("select id, soql from weir_shape where id in ").in(ids);
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                shapes.put(result.getString(1), result.getString(2));
            }
        }
        return shapes;
    }

    /**
     * Adds the statistics of {@code ranges} whose series the filter asks for, of all groups or those with {@code keys}.
     */
    private void rollups(Sql sql, String columns, List<Period.Range> ranges, List<String> keys) {
        boolean byShape = query.by() == By.SHAPE || query.runs().shape().isPresent();
        String separator = "";
        for (var range : ranges) {
            sql.append(separator)
                    .append("select " + columns + " from weir_rollup where period = ? and start >= ? and start < ?")
                    .with(range.period().code(byShape))
                    .with(range.start())
                    .with(range.end());
            if (!keys.isEmpty() || !query.runs().equals(RunFilter.ALL)) {
                sql.append(" and series_id in (select id from weir_series where true");
                StoreReader.filter(sql, query.runs());
                if (!keys.isEmpty()) {
                    sql.append(" and " + column() + " in ").in(keys);
                }
                sql.append(")");
            }
            separator = " union all ";
        }
    }

    private String column() {
        return switch (query.by()) {
            case ACTION -> "action";
            case SHAPE -> "shape_id";
            case CALLER -> "caller";
            case OUTCOME -> "outcome";
        };
    }

    private String order() {
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
