package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.Execution;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes batches through one connection. For one thread at a time. */
final class BatchWriter {
    /** How many rows a batch has at most, so that each has a number. */
    private static final int LARGEST_BATCH = 1 << 20;

    private final Connection connection;
    private final StoreSettings settings;
    private final ShapeLimit shapes;
    private final RollupWriter rollups;
    /** All rows up to this number that are not kept are gone. */
    private long trimmed = Long.MIN_VALUE;

    BatchWriter(Connection connection, StoreSettings settings) {
        this(connection, settings, ShapeLimit.SHAPES_A_DAY);
    }

    /** @param shapesADay how many shapes of a day have statistics of their own */
    BatchWriter(Connection connection, StoreSettings settings, int shapesADay) {
        this.connection = connection;
        this.settings = settings;
        this.shapes = new ShapeLimit(connection, settings.instance(), shapesADay);
        this.rollups = new RollupWriter(connection);
    }

    /**
     * Writes {@code batch} in one transaction. Where the store has it already, from a commit whose answer was lost, it
     * writes nothing. After a failure the connection must be closed, which undoes what was written, and this writer
     * must not be used again.
     *
     * @param token tells this batch from the one before
     */
    void write(Batch batch, long token) throws SQLException {
        var number = batchNumber(token);
        if (number.isPresent()) {
            writeNew(batch, number.getAsLong());
        }
        connection.commit();
    }

    private void writeNew(Batch batch, long number) throws SQLException {
        var soqlById = new TreeMap<String, String>();
        writeRows(batch.rows(), number * LARGEST_BATCH, soqlById);
        rollups.write(sums(batch, soqlById));
        writeShapes(soqlById, lastDay(batch));
        if (batch.rows().stream().anyMatch(row -> !row.kept())) {
            trim();
        }
    }

    /** The number of a batch that is new to the store. Locks this instance to the end of the transaction. */
    private OptionalLong batchNumber(long token) throws SQLException {
        try (var statement = connection.prepareStatement("""
            insert into weir_writer (instance, batch, token) values (?, 1, ?)
            on conflict (instance) do update set batch = weir_writer.batch + 1, token = excluded.token
            where weir_writer.token <> excluded.token
            returning batch
            """)) {
            statement.setString(1, settings.instance());
            statement.setLong(2, token);
            try (var result = statement.executeQuery()) {
                return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static long lastDay(Batch batch) {
        long second = Long.MIN_VALUE;
        for (var minute : batch.tallies().keySet()) {
            second = Math.max(second, minute.start());
        }
        for (var row : batch.rows()) {
            second = Math.max(second, row.run().startedAt().getEpochSecond());
        }
        return Period.DAY.startOf(second);
    }

    private void writeRows(List<Batch.Row> rows, long firstNumber, Map<String, String> soqlById) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(Rows.INSERT)) {
            long number = firstNumber;
            for (var row : rows) {
                Rows.bind(insert, settings.instance(), number++, row.kept(), row.run());
                insert.addBatch();
                soqlById.put(row.run().shapeId(), row.run().soqlShape());
            }
            insert.executeBatch();
        }
    }

    /** In the order of their ids, so that two Weirs that share a store never wait for each other. */
    private void writeShapes(SortedMap<String, String> soqlById, long day) throws SQLException {
        try (var insert = connection.prepareStatement("""
            insert into weir_shape (id, soql, seen) values (?, ?, ?)
            on conflict (id) do update set seen = excluded.seen where weir_shape.seen < excluded.seen
            """)) {
            for (var shape : soqlById.entrySet()) {
                insert.setString(1, shape.getKey());
                insert.setString(2, shape.getValue());
                insert.setLong(3, day);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Adds the shapes that have statistics of their own to {@code soqlById}. */
    private Map<Tally.Key, Tally> sums(Batch batch, Map<String, String> soqlById) throws SQLException {
        var parts = new LinkedHashMap<Tally.Key, List<Tally>>();
        for (var tally : batch.tallies().entrySet()) {
            var minute = tally.getKey();
            String shapeId = Execution.shapeId(minute.soqlShape());
            var series = Series.of(settings.instance(), minute, shapes.countedAs(minute.start(), shapeId));
            if (series.shapeId().equals(shapeId)) {
                soqlById.put(shapeId, minute.soqlShape());
            }
            for (var counted : List.of(series, series.ofAllShapes())) {
                for (var period : Period.values()) {
                    var key = new Tally.Key(period, period.startOf(minute.start()), counted);
                    parts.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(tally.getValue());
                }
            }
        }
        var sums = new LinkedHashMap<Tally.Key, Tally>();
        parts.forEach((key, tallies) -> sums.put(key, Tally.sum(tallies)));
        return sums;
    }

    /** Deletes what is neither one of the newest nor kept for another reason. */
    private void trim() throws SQLException {
        var last = lastToTrim();
        if (last.isEmpty()) {
            return;
        }
        try (var delete = connection.prepareStatement(
                "delete from weir_execution where instance = ? and seq > ? and seq <= ? and kept = 0")) {
            delete.setString(1, settings.instance());
            delete.setLong(2, trimmed);
            delete.setLong(3, last.getAsLong());
            delete.executeUpdate();
        }
        trimmed = last.getAsLong();
    }

    private OptionalLong lastToTrim() throws SQLException {
        try (var select = connection.prepareStatement("""
            select seq from weir_execution where instance = ? and seq > ? and kept = 0
            order by seq desc limit 1 offset ?
            """)) {
            select.setString(1, settings.instance());
            select.setLong(2, trimmed);
            select.setInt(3, settings.newest());
            try (var result = select.executeQuery()) {
                return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
            }
        }
    }
}
