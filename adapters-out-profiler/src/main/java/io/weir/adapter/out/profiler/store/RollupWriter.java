package io.weir.adapter.out.profiler.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Adds statistics to those that the store has. */
final class RollupWriter {
    private static final int READ_AT_ONCE = 200;

    private final Connection connection;

    RollupWriter(Connection connection) {
        this.connection = connection;
    }

    /** The part of a row's key that one question names once. */
    private record Group(int period, long start) {
        static Group of(Tally.Key key) {
            return new Group(key.period().code(key.series().isOfAShape()), key.start());
        }
    }

    void write(Map<Tally.Key, Tally> tallies) throws SQLException {
        writeSeries(tallies.keySet());
        var groups = tallies.entrySet().stream().collect(Collectors.groupingBy(entry -> Group.of(entry.getKey())));
        try (var upsert = connection.prepareStatement("""
            insert into weir_rollup
              (period, start, series_id, runs, total, longest, row_count, api_calls, attempts, histogram)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (period, start, series_id) do update set
              runs = weir_rollup.runs + excluded.runs,
              total = weir_rollup.total + excluded.total,
              longest = case when excluded.longest > weir_rollup.longest
                then excluded.longest else weir_rollup.longest end,
              row_count = weir_rollup.row_count + excluded.row_count,
              api_calls = weir_rollup.api_calls + excluded.api_calls,
              attempts = weir_rollup.attempts + excluded.attempts,
              histogram = excluded.histogram
            """)) {
            for (var group : groups.entrySet()) {
                writeGroup(upsert, group.getKey(), group.getValue());
            }
            upsert.executeBatch();
        }
    }

    private void writeGroup(PreparedStatement upsert, Group group, List<Map.Entry<Tally.Key, Tally>> tallies)
            throws SQLException {
        for (int from = 0; from < tallies.size(); from += READ_AT_ONCE) {
            var part = tallies.subList(from, Math.min(from + READ_AT_ONCE, tallies.size()));
            var ids = part.stream().map(entry -> entry.getKey().series().id()).toList();
            var stored = histograms(group, ids);
            for (int i = 0; i < part.size(); i++) {
                var tally = part.get(i).getValue();
                var before = stored.get(ids.get(i));
                byte[] times = tally.times.bytes();
                bind(upsert, group, ids.get(i), tally, before == null ? times : Times.sum(before, times));
                upsert.addBatch();
            }
        }
    }

    private static void bind(PreparedStatement upsert, Group group, long seriesId, Tally tally, byte[] times)
            throws SQLException {
        upsert.setInt(1, group.period());
        upsert.setLong(2, group.start());
        upsert.setLong(3, seriesId);
        upsert.setLong(4, tally.runs);
        upsert.setLong(5, tally.totalNanos);
        upsert.setLong(6, tally.longestNanos);
        upsert.setLong(7, tally.rows);
        upsert.setLong(8, tally.apiCalls);
        upsert.setLong(9, tally.attempts);
        upsert.setBytes(10, times);
    }

    private Map<Long, byte[]> histograms(Group group, List<Long> seriesIds) throws SQLException {
        var histograms = new HashMap<Long, byte[]>();
        var sql = new Sql("select series_id, histogram from weir_rollup where period = ? and start = ?")
                .with(group.period())
                .with(group.start())
                .append(" and series_id in ")
                .in(seriesIds);
        try (var statement = sql.prepare(connection);
                var result = statement.executeQuery()) {
            while (result.next()) {
                histograms.put(result.getLong(1), result.getBytes(2));
            }
        }
        return histograms;
    }

    private void writeSeries(Collection<Tally.Key> keys) throws SQLException {
        var days = new HashMap<Series, Long>();
        for (var key : keys) {
            days.merge(key.series(), Period.DAY.startOf(key.start()), Math::max);
        }
        try (var insert = connection.prepareStatement("""
            insert into weir_series (id, instance, action, caller, shape_id, outcome, business_outcome, seen)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set seen = excluded.seen where weir_series.seen < excluded.seen
            """)) {
            for (var day : days.entrySet()) {
                var series = day.getKey();
                insert.setLong(1, series.id());
                insert.setString(2, series.instance());
                insert.setString(3, series.action());
                insert.setString(4, series.caller());
                insert.setString(5, series.shapeId());
                insert.setString(6, series.outcome());
                insert.setString(7, series.businessOutcome());
                insert.setLong(8, day.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
