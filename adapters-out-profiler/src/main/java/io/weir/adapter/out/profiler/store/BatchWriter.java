package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.Execution;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes executions and their statistics. For one thread at a time. */
final class BatchWriter {
    /** How many executions a batch has at most, so that each has a number. */
    static final int LARGEST_BATCH = 1 << 20;

    private static final int KEPT_A_SECOND = 10;

    private final StoreSettings settings;
    private final ShapeLimit shapes;
    private final RollupWriter rollups = new RollupWriter();
    private final RateLimit slow = new RateLimit(KEPT_A_SECOND);
    private final RateLimit failed = new RateLimit(KEPT_A_SECOND);

    BatchWriter(StoreSettings settings) {
        this(settings, new ShapeLimit(settings.instance(), ShapeLimit.SHAPES_A_DAY));
    }

    BatchWriter(StoreSettings settings, ShapeLimit shapes) {
        this.settings = settings;
        this.shapes = shapes;
    }

    /**
     * Writes {@code batch} in one transaction. Where the store has it already, from a commit whose answer was lost, it
     * writes nothing. After a failure the connection must be closed, which undoes what was written.
     *
     * @param token tells this batch from the one before
     */
    void write(Connection connection, List<Execution> batch, long token) throws SQLException {
        boolean committed = false;
        try {
            var number = batchNumber(connection, token);
            if (number.isPresent()) {
                writeNew(connection, batch, number.getAsLong());
            }
            connection.commit();
            committed = true;
        } finally {
            if (!committed) {
                shapes.forget();
            }
        }
    }

    private void writeNew(Connection connection, List<Execution> batch, long number) throws SQLException {
        var soqlById = new TreeMap<String, String>();
        writeRows(connection, batch, number * LARGEST_BATCH, soqlById);
        rollups.write(connection, tallies(connection, batch, soqlById));
        var day = Period.DAY.startOf(batch.getLast().startedAt().getEpochSecond());
        writeShapes(connection, soqlById, day);
        trim(connection);
    }

    /** The number of a batch that is new to the store. Locks this instance to the end of the transaction. */
    private OptionalLong batchNumber(Connection connection, long token) throws SQLException {
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

    private void writeRows(Connection connection, List<Execution> batch, long firstNumber, Map<String, String> soqlById)
            throws SQLException {
        try (var insert = connection.prepareStatement(Rows.INSERT)) {
            int firstOfNewest = batch.size() - settings.newest();
            for (int i = 0; i < batch.size(); i++) {
                var run = batch.get(i);
                boolean kept = isKept(run);
                if (kept || i >= firstOfNewest) {
                    Rows.bind(insert, settings.instance(), firstNumber + i, kept, run);
                    insert.addBatch();
                    soqlById.put(run.shapeId(), run.soqlShape());
                }
            }
            insert.executeBatch();
        }
    }

    private boolean isKept(Execution run) {
        long second = run.startedAt().getEpochSecond();
        return (run.duration().compareTo(settings.slow()) >= 0 && slow.passes(second))
                || (!run.outcome().equals(Execution.ANSWERED) && failed.passes(second));
    }

    /** In the order of their ids, so that two Weirs that share a store never wait for each other. */
    private static void writeShapes(Connection connection, SortedMap<String, String> soqlById, long day)
            throws SQLException {
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
    private Map<Tally.Key, Tally> tallies(Connection connection, List<Execution> batch, Map<String, String> soqlById)
            throws SQLException {
        var tallies = new LinkedHashMap<Tally.Key, Tally>();
        for (var run : batch) {
            long second = run.startedAt().getEpochSecond();
            String shapeId = run.shapeId();
            var series = Series.of(settings.instance(), run, shapes.countedAs(connection, second, shapeId));
            if (series.shapeId().equals(shapeId)) {
                soqlById.put(shapeId, run.soqlShape());
            }
            for (var counted : List.of(series, series.ofAllShapes())) {
                for (var period : Period.values()) {
                    tallies.computeIfAbsent(new Tally.Key(period, period.startOf(second), counted), _ -> new Tally())
                            .add(run);
                }
            }
        }
        return tallies;
    }

    /** Deletes what is neither one of the newest nor kept for another reason. */
    private void trim(Connection connection) throws SQLException {
        try (var delete = connection.prepareStatement("""
            delete from weir_execution where instance = ? and kept = 0 and seq <= (
              select seq from weir_execution where instance = ? and kept = 0 order by seq desc limit 1 offset ?)
            """)) {
            delete.setString(1, settings.instance());
            delete.setString(2, settings.instance());
            delete.setInt(3, settings.newest());
            delete.executeUpdate();
        }
    }
}
