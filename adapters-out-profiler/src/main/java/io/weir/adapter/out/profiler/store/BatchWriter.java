package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Period;
import io.weir.adapter.out.profiler.statistics.Rollups;
import io.weir.domain.history.Execution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Writes batches through one connection. For one thread at a time. */
final class BatchWriter {
    /** How many rows a batch has at most, so that each has a number. */
    private static final int LARGEST_BATCH = 1 << 20;

    private static final String NEXT_BATCH = """
        insert into weir_writer (instance, batch, token) values (?, 1, ?)
        on conflict (instance) do update set batch = weir_writer.batch + 1, token = excluded.token
        where weir_writer.token <> excluded.token
        returning batch
        """;

    private static final String LAST_TO_TRIM = """
        select seq from weir_execution where instance = ? and seq > ? and kept = 0
        order by seq desc limit 1 offset ?
        """;

    private static final String TRIM =
            "delete from weir_execution where instance = ? and seq > ? and seq <= ? and kept = 0";

    private final Connection connection;
    private final StoreSettings settings;
    private final Sql.Prepared statements;
    private final ShapeLimit shapes;
    private final RollupWriter rollups;
    /** All rows up to this number that are not kept are gone. */
    private long trimmed = Long.MIN_VALUE;

    BatchWriter(Connection connection, StoreSettings settings) {
        this(connection, settings, ShapeLimit.SHAPES_A_DAY);
    }

    /** @param shapesADay how many shapes of a day are counted separately */
    BatchWriter(Connection connection, StoreSettings settings, int shapesADay) {
        this.connection = connection;
        this.settings = settings;
        this.statements = new Sql.Prepared(connection);
        this.shapes = new ShapeLimit(connection, settings.instance(), shapesADay);
        this.rollups = new RollupWriter(statements);
    }

    /**
     * Writes {@code batch} in one transaction. Where the store has it already, from a commit whose answer was lost, it
     * writes nothing. After a failure the connection must be closed, which undoes what was written, and this writer
     * must not be used again.
     *
     * @param token differs from that of the batch before
     */
    void write(Batch batch, long token) throws SQLException {
        var number = batchNumber(token);
        if (number.isPresent()) {
            writeNew(batch, number.getAsLong());
        }
        connection.commit();
    }

    private void writeNew(Batch batch, long number) throws SQLException {
        long today = lastDay(batch);
        var soqlById = new TreeMap<String, String>();
        writeRows(batch.rows(), number * LARGEST_BATCH, soqlById);
        if (batch.rows().stream().anyMatch(row -> !row.run().contact().isNone())) {
            ForgottenContacts.leaveOut(connection, settings.instance(), number * LARGEST_BATCH);
        }
        rollups.write(rollups(batch, soqlById), soqlById, today);
        if (batch.rows().stream().anyMatch(row -> !row.kept())) {
            trim();
        }
    }

    /** The number of a batch that is new to the store. Locks this instance to the end of the transaction. */
    private OptionalLong batchNumber(long token) throws SQLException {
        var upsert = statements.of(NEXT_BATCH);
        upsert.setString(1, settings.instance());
        upsert.setLong(2, token);
        return number(upsert);
    }

    private static OptionalLong number(PreparedStatement query) throws SQLException {
        try (var result = query.executeQuery()) {
            return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
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
        var insert = statements.of(Rows.INSERT);
        long number = firstNumber;
        for (var row : rows) {
            Rows.bind(insert, settings.instance(), number++, row.kept(), row.run());
            insert.addBatch();
            soqlById.put(row.run().shapeId(), row.run().soqlShape());
        }
        insert.executeBatch();
    }

    /** The statistics of {@code batch}. Adds the shapes that are counted separately to {@code soqlById}. */
    private Rollups rollups(Batch batch, Map<String, String> soqlById) throws SQLException {
        var counted = new Rollups();
        for (var tally : batch.tallies().entrySet()) {
            var minute = tally.getKey();
            String shapeId = Execution.shapeId(minute.soqlShape());
            var series = Rollups.Series.of(settings.instance(), minute, shapes.countedAs(minute.start(), shapeId));
            if (series.shapeId().equals(shapeId)) {
                soqlById.put(shapeId, minute.soqlShape());
            }
            counted.add(minute.start(), series, tally.getValue());
            counted.add(minute.start(), series.ofAllShapes(), tally.getValue());
        }
        return counted;
    }

    /** Deletes the rows that are neither among the newest nor kept. */
    private void trim() throws SQLException {
        var select = statements.of(LAST_TO_TRIM);
        select.setString(1, settings.instance());
        select.setLong(2, trimmed);
        select.setInt(3, settings.newest());
        var last = number(select);
        if (last.isPresent()) {
            var delete = statements.of(TRIM);
            delete.setString(1, settings.instance());
            delete.setLong(2, trimmed);
            delete.setLong(3, last.getAsLong());
            delete.executeUpdate();
            trimmed = last.getAsLong();
        }
    }
}
