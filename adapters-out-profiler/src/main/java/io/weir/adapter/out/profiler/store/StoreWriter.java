package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.Interval;
import io.weir.domain.port.HistoryUnavailable;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Opens the store, writes what waits, deletes what is old, and begins anew after a failure. Any thread puts executions
 * in; all else is for one thread.
 */
final class StoreWriter {
    private static final System.Logger LOG = System.getLogger(StoreWriter.class.getName());

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Duration RETENTION_PAUSE = Duration.ofSeconds(10);

    private final Database database;
    private final Migrations migrations;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Retention retention;
    private final LossLog losses = new LossLog("entries of the stored history", System::nanoTime);
    private final PendingRuns pending;
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable Open open;
    private Batch batch = Batch.NONE;
    private long token;
    private final OngoingProblem unavailable;
    /** Whether a bug ended the first attempt to write the batch. */
    private boolean suspect;

    private volatile @Nullable Exception trouble;
    private Duration delay = FIRST_DELAY;
    private Instant failedAt = Instant.MIN;
    private Instant retainedAt = Instant.MIN;

    /** An open store. */
    private record Open(Connection connection, BatchWriter writer) {}

    StoreWriter(
            Database database,
            Migrations migrations,
            StoreSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.migrations = migrations;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.unavailable = new OngoingProblem(ProblemKind.STORE_UNAVAILABLE, LOG, clock);
        this.pending = new PendingRuns(settings);
        this.retention = new Retention(database, settings);
    }

    /** Takes an execution that a later {@link #pass} writes; never waits. */
    void put(Execution execution) {
        if (!pending.add(execution)) {
            dropped.incrementAndGet();
        }
    }

    /** Writes {@link PendingRuns#take what waits}. */
    void pass() {
        pass(pending::take);
    }

    /** Writes all that waits; whether it is stored. */
    boolean flush() {
        pass(pending::takeAll);
        return isOpen();
    }

    private void pass(Supplier<Batch> next) {
        var now = clock.instant();
        if (isOpen() || !Interval.from(failedAt, delay).lastsAt(now)) {
            try {
                var store = open();
                write(store.writer, next);
                retain(store.connection, now);
                recovered();
            } catch (SQLException | IOException failure) {
                failed(failure);
            } catch (RuntimeException | Error bug) {
                // a part of the batch must not be committed with the next one
                disconnect();
                throw bug;
            }
        }
        losses.update(dropped.get(), "too many wait, or they cannot be stored");
    }

    private void write(BatchWriter writer, Supplier<Batch> next) throws SQLException {
        writeBatch(writer);
        batch = next.get();
        token = random.nextLong();
        writeBatch(writer);
    }

    private Open open() throws SQLException, IOException {
        var store = open;
        if (store == null) {
            var connection = database.openWriter();
            try {
                migrations.migrate(database, connection);
                store = new Open(connection, new BatchWriter(connection, settings));
                open = store;
            } finally {
                if (store == null) {
                    close(connection);
                }
            }
        }
        return store;
    }

    private void writeBatch(BatchWriter writer) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            writer.write(batch, token);
            finishBatch();
        } catch (SQLException failure) {
            if (database.refusesData(failure)) {
                setAside();
            }
            throw failure;
        } catch (RuntimeException | Error bug) {
            if (suspect) {
                setAside();
            } else {
                suspect = true;
            }
            throw bug;
        }
    }

    /** Gives up the batch, so that later ones are stored. */
    private void setAside() {
        dropped.addAndGet(batch.runs());
        finishBatch();
    }

    private void finishBatch() {
        batch = Batch.NONE;
        suspect = false;
    }

    private void retain(Connection connection, Instant now) throws SQLException {
        if (!Interval.from(retainedAt, RETENTION_PAUSE).lastsAt(now)) {
            retainedAt = now;
            retention.pass(connection, now);
        }
    }

    /** Runs {@code work} in a transaction of an open store. Data that it refuses is no failure of the store. */
    <T> T write(Database.Work<T> work) throws SQLException {
        var store = open;
        if (store == null) {
            throw new SQLException("the store is not open");
        }
        try {
            var result = work.with(store.connection);
            store.connection.commit();
            return result;
        } catch (SQLException failure) {
            if (!database.refusesData(failure) || !isUndone(store.connection)) {
                failed(failure);
            }
            throw failure;
        } catch (RuntimeException | Error bug) {
            // part of the work must not be committed with the next batch
            disconnect();
            throw bug;
        }
    }

    /** Undoes the transaction; whether that was possible. */
    private static boolean isUndone(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    /** Begins anew after a while, and reports that, if it has not yet. */
    void failed(Exception failure) {
        disconnect();
        failedAt = clock.instant();
        trouble = failure;
        delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) < 0 ? delay.multipliedBy(2) : LONGEST_DELAY;
        if (failure instanceof SQLException sql && database.isCorrupt(sql)) {
            try {
                LOG.log(
                        Level.WARNING,
                        "the history in {0} is corrupt and was renamed to {1}; a new one is begun",
                        database,
                        database.moveAside(clock.instant()));
                return;
            } catch (IOException unmoved) {
                failure.addSuppressed(unmoved);
            }
        }
        database.close();
        unavailable.begins(() -> "the history cannot be stored in %s and is kept in memory: %s"
                .formatted(database, database.reason(failure)));
    }

    private void recovered() {
        delay = FIRST_DELAY;
        unavailable.ends((trouble instanceof FolderInUse
                        ? "the data folder is free again: this Weir stores its history in %s now"
                        : "the history is stored in %s again")
                .formatted(database));
        trouble = null;
    }

    private void disconnect() {
        var store = open;
        open = null;
        if (store != null) {
            close(store.connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // it is of no use any more, closed or not
        }
    }

    /** Why the store cannot do what it is asked for now; for any thread. */
    HistoryUnavailable unavailable() {
        var reason = trouble;
        return new HistoryUnavailable(
                "the history in %s cannot be used: %s"
                        .formatted(database, reason == null ? "it does not answer" : database.reason(reason)),
                reason instanceof FolderInUse used ? used.holder() : "");
    }

    /** Closes the store. */
    void close() {
        disconnect();
        database.close();
        losses.close();
    }

    /** Whether the store is open; for any thread. */
    boolean isOpen() {
        return open != null;
    }

    /** Why the store cannot be used, while it cannot; for any thread. */
    Optional<StatusProblem> problem() {
        return unavailable.current();
    }

    /** The losses that have not ended; for any thread. */
    Optional<LossLog.Losing> losing() {
        return losses.losing();
    }

    /** How many executions were not stored, because too many waited for a store that is slow or unavailable. */
    long dropped() {
        return dropped.get();
    }

    /** How many rows were deleted before their time, because the store was too large. */
    long evicted() {
        return retention.evicted();
    }

    /** How many bytes the store took at the latest look. */
    long bytes() {
        return retention.bytes();
    }
}
