package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Rollups;
import io.weir.adapter.out.profiler.statistics.Tally;
import io.weir.adapter.out.profiler.statistics.Times;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Adds statistics to those that the store has, and the names of what they are about. For one thread at a time. */
final class RollupWriter {
    private static final int READ_AT_ONCE = 256;

    private static final String UPSERT = """
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
        """;

    private static final String UPSERT_SERIES = """
        insert into weir_series (id, instance, action, caller, shape_id, outcome, business_outcome, seen)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set seen = excluded.seen where weir_series.seen < excluded.seen
        """;

    private static final String UPSERT_SHAPE = """
        insert into weir_shape (id, soql, seen) values (?, ?, ?)
        on conflict (id) do update set seen = excluded.seen where weir_shape.seen < excluded.seen
        """;

    private final Sql.Prepared statements;
    private final WrittenToday<Long> writtenSeries = new WrittenToday<>();
    private final WrittenToday<String> writtenShapes = new WrittenToday<>();

    RollupWriter(Sql.Prepared statements) {
        this.statements = statements;
    }

    /**
     * Adds {@code rollups}, and writes what the store does not have on {@code today} of the series and shapes.
     *
     * @param today the start of the last day that has runs
     */
    void write(Rollups rollups, SortedMap<String, String> soqlById, long today) throws SQLException {
        writeSeries(rollups.series(), today);
        var upsert = statements.of(UPSERT);
        for (var start : rollups.tallies().entrySet()) {
            writeRows(upsert, start.getKey(), start.getValue());
        }
        upsert.executeBatch();
        writeShapes(soqlById, today);
    }

    private void writeRows(PreparedStatement upsert, Rollups.Start start, Map<Long, List<Tally>> tallies)
            throws SQLException {
        var ids = new ArrayList<>(tallies.keySet());
        for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
            var part = ids.subList(from, Math.min(from + READ_AT_ONCE, ids.size()));
            var stored = histograms(start, part);
            for (long id : part) {
                var tally = Tally.sum(tallies.getOrDefault(id, List.of()));
                var before = stored.get(id);
                byte[] times = tally.times().bytes();
                bind(upsert, start, id, tally, before == null ? times : Times.sum(before, times));
                upsert.addBatch();
            }
        }
    }

    private static void bind(PreparedStatement upsert, Rollups.Start start, long seriesId, Tally tally, byte[] times)
            throws SQLException {
        upsert.setInt(1, start.period());
        upsert.setLong(2, start.second());
        upsert.setLong(3, seriesId);
        upsert.setLong(4, tally.runs());
        upsert.setLong(5, tally.totalNanos());
        upsert.setLong(6, tally.longestNanos());
        upsert.setLong(7, tally.rows());
        upsert.setLong(8, tally.apiCalls());
        upsert.setLong(9, tally.attempts());
        upsert.setBytes(10, times);
    }

    private Map<Long, byte[]> histograms(Rollups.Start start, List<Long> seriesIds) throws SQLException {
        var histograms = new HashMap<Long, byte[]>();
        int size = powerOfTwo(seriesIds.size());
        var select = statements.of("select series_id, histogram from weir_rollup where period = ? and start = ?"
                + " and series_id in (" + String.join(", ", Collections.nCopies(size, "?")) + ")");
        select.setInt(1, start.period());
        select.setLong(2, start.second());
        for (int i = 0; i < size; i++) {
            select.setLong(3 + i, seriesIds.get(Math.min(i, seriesIds.size() - 1)));
        }
        try (var result = select.executeQuery()) {
            while (result.next()) {
                histograms.put(result.getLong(1), result.getBytes(2));
            }
        }
        return histograms;
    }

    /** At least {@code number}, so that few statements of different lengths are prepared. */
    private static int powerOfTwo(int number) {
        return number == 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
    }

    private void writeSeries(Map<Long, Rollups.Series> seriesById, long today) throws SQLException {
        var upsert = statements.of(UPSERT_SERIES);
        for (var entry : seriesById.entrySet()) {
            if (writtenSeries.add(entry.getKey(), today)) {
                var series = entry.getValue();
                upsert.setLong(1, entry.getKey());
                upsert.setString(2, series.instance());
                upsert.setString(3, series.action());
                upsert.setString(4, series.caller());
                upsert.setString(5, series.shapeId());
                upsert.setString(6, series.outcome());
                upsert.setString(7, series.businessOutcome());
                upsert.setLong(8, today);
                upsert.addBatch();
            }
        }
        upsert.executeBatch();
    }

    /** In the order of their ids, so that two Weirs that share a store never wait for each other. */
    private void writeShapes(SortedMap<String, String> soqlById, long today) throws SQLException {
        var upsert = statements.of(UPSERT_SHAPE);
        for (var shape : soqlById.entrySet()) {
            if (writtenShapes.add(shape.getKey(), today)) {
                upsert.setString(1, shape.getKey());
                upsert.setString(2, shape.getValue());
                upsert.setLong(3, today);
                upsert.addBatch();
            }
        }
        upsert.executeBatch();
    }

    /** Remembers which rows a connection has written on a day, so that it need not write them again. */
    private static final class WrittenToday<T> {
        private static final int MOST = 20_000;

        private final Set<T> written = new HashSet<>();
        private long day = Long.MIN_VALUE;

        /** Whether {@code id} was not written on {@code today}, or that is not remembered. Then it is from now on. */
        boolean add(T id, long today) {
            if (day != today || written.size() == MOST) {
                day = today;
                written.clear();
            }
            return written.add(id);
        }
    }
}
