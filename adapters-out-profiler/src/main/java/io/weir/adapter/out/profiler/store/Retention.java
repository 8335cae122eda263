package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.statistics.Nanos;
import io.weir.adapter.out.profiler.statistics.Period;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Deletes what is too old, and the oldest of what is too much, a little at a time. For one thread at a time. */
final class Retention {
    /** How many rows one pass deletes of a kind at most, so that it never holds up writing for long. */
    private static final int A_PASS = 5_000;

    /** What an execution takes at least, so that no pass deletes more than it must. */
    private static final int ROW_BYTES = 200;

    private static final String OLDEST_EXECUTIONS = """
        delete from weir_execution where (instance, seq) in (
          select instance, seq from weir_execution where started_at < ? order by started_at limit ?)
        """;

    private static final String OLDEST_ROLLUPS = """
        delete from weir_rollup where (period, start, series_id) in (
          select period, start, series_id from weir_rollup where period = ? and start < ?
          order by start limit ?)
        """;

    private final Database database;
    private final StoreSettings settings;
    private final AtomicLong evicted = new AtomicLong();
    private volatile long bytes;
    private long sweptOn = Long.MIN_VALUE;

    Retention(Database database, StoreSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Deletes at most {@link #A_PASS} rows of each kind. After a failure the connection must be closed. */
    void pass(Connection connection, Instant now) throws SQLException {
        var oldest = now.minus(Duration.ofDays(settings.days()));
        delete(connection, OLDEST_EXECUTIONS, Nanos.of(oldest), A_PASS);
        for (var period : Period.values()) {
            deleteRollups(connection, period, period.oldest(now), A_PASS);
        }
        ForgottenContacts.clean(connection, oldest);
        boolean tooLarge = evict(connection);
        long today = Period.DAY.startOf(now.getEpochSecond());
        if (tooLarge || sweptOn != today) {
            sweep(connection, now);
            sweptOn = today;
        }
        connection.commit();
        shrink(connection);
    }

    /** How many bytes the store took at the latest pass. */
    long bytes() {
        return bytes;
    }

    /** How many rows were deleted because the store was too large. */
    long evicted() {
        return evicted.get();
    }

    /** Deletes the oldest executions, or where there is none the oldest statistics; whether the store was too large. */
    private boolean evict(Connection connection) throws SQLException {
        bytes = database.usedBytes(connection);
        long surplus = bytes - settings.maxBytes();
        if (surplus <= 0) {
            return false;
        }
        int most = Math.clamp(surplus / ROW_BYTES + 1, 1, A_PASS);
        int deleted = delete(connection, OLDEST_EXECUTIONS, Long.MAX_VALUE, most);
        for (var period : Period.values()) {
            if (deleted == 0 || period == Period.MINUTE) {
                deleted += deleteRollups(connection, period, Long.MAX_VALUE, most);
            }
        }
        evicted.addAndGet(deleted);
        return true;
    }

    /** Deletes what no statistics and no execution name any more. */
    private static void sweep(Connection connection, Instant now) throws SQLException {
        long yesterday = Period.DAY.startOf(now.minus(Duration.ofDays(1)).getEpochSecond());
        delete(connection, """
            delete from weir_series where seen < ?
            and not exists (select 1 from weir_rollup r where r.series_id = weir_series.id)
            """, yesterday);
        delete(connection, """
            delete from weir_shape where seen < ?
            and id not in (select shape_id from weir_series) and id not in (select shape_id from weir_execution)
            """, yesterday);
        connection.commit();
    }

    private void shrink(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        database.shrink(connection);
        connection.setAutoCommit(false);
    }

    private static int deleteRollups(Connection connection, Period period, long before, int most) throws SQLException {
        return delete(connection, OLDEST_ROLLUPS, period.code(true), before, most)
                + delete(connection, OLDEST_ROLLUPS, period.code(false), before, most);
    }

    private static int delete(Connection connection, String sql, Object... values) throws SQLException {
        var delete = new Sql(sql);
        for (Object value : values) {
            delete.with(value);
        }
        try (var statement = delete.prepare(connection)) {
            return statement.executeUpdate();
        }
    }
}
