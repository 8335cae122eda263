package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.domain.history.Execution;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Opens the store, writes what waits, deletes what is old, and begins anew after a failure. Any thread puts executions
 * in; all else is for one thread.
 */
final class StoreWriter {
    private static final System.Logger LOG = System.getLogger(StoreWriter.class.getName());

    private static final int WAITING = 20_000;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Duration RETENTION_PAUSE = Duration.ofSeconds(10);

    private final Database database;
    private final Migrations migrations;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final BatchWriter batches;
    private final Retention retention;
    private final LossLog losses = new LossLog("entries of the stored history", System::nanoTime);
    private final BlockingQueue<Execution> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable Connection connection;
    private List<Execution> batch = List.of();
    private long token;
    private final OngoingProblem unavailable;
    private Duration delay = FIRST_DELAY;
    private Instant nextAttempt = Instant.MIN;
    private Instant nextRetention = Instant.MIN;

    StoreWriter(
            Database database,
            Migrations migrations,
            StoreSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.migrations = migrations;
        this.clock = clock;
        this.random = random;
        this.unavailable = new OngoingProblem(ProblemKind.STORE_UNAVAILABLE, LOG, clock);
        this.batches = new BatchWriter(settings);
        this.retention = new Retention(database, settings);
    }

    /** Takes an execution that the next {@link #pass} writes; never waits. */
    void put(Execution execution) {
        if (!waiting.offer(execution)) {
            dropped.incrementAndGet();
        }
    }

    /** Writes what waits; whether all of it is stored. */
    boolean pass() {
        var now = clock.instant();
        if (connection != null || !now.isBefore(nextAttempt)) {
            try {
                var open = open();
                write(open);
                if (!now.isBefore(nextRetention)) {
                    retention.pass(open, now);
                    nextRetention = now.plus(RETENTION_PAUSE);
                }
                recovered();
            } catch (SQLException | IOException failure) {
                failed(failure);
            } catch (RuntimeException | Error bug) {
                disconnect();
                throw bug;
            }
        }
        losses.update(dropped.get(), "too many wait, or the store refuses them");
        return isOpen();
    }

    private Connection open() throws SQLException, IOException {
        var open = connection;
        if (open == null) {
            open = database.openWriter();
            connection = open;
            migrations.migrate(database, open);
        }
        return open;
    }

    private void write(Connection open) throws SQLException {
        writeBatch(open);
        var next = new ArrayList<Execution>();
        waiting.drainTo(next);
        batch = next;
        token = random.nextLong();
        writeBatch(open);
    }

    private void writeBatch(Connection open) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        boolean maySucceedLater = false;
        try {
            batches.write(open, batch, token);
            batch = List.of();
        } catch (SQLException failure) {
            maySucceedLater = !database.refusesData(failure);
            throw failure;
        } finally {
            if (!maySucceedLater) {
                dropped.addAndGet(batch.size());
                batch = List.of();
            }
        }
    }

    /** Runs {@code work} in a transaction of an open store. */
    <T> T write(StoreWork<T> work) throws SQLException {
        var open = connection;
        if (open == null) {
            throw new SQLException("the store is not open");
        }
        try {
            var result = work.with(open);
            open.commit();
            return result;
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    /** Begins anew after a while, and reports that, if it has not yet. */
    void failed(Exception failure) {
        disconnect();
        nextAttempt = clock.instant().plus(delay);
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
                .formatted(
                        database,
                        String.valueOf(failure.getMessage()).lines().findFirst().orElse("")));
    }

    private void recovered() {
        delay = FIRST_DELAY;
        unavailable.ends("the history is stored in " + database + " again");
    }

    private void disconnect() {
        try (var _ = connection) {
            connection = null;
        } catch (SQLException _) {
            // it is of no use any more, closed or not
        }
    }

    /** Closes the store. */
    void close() {
        disconnect();
        database.close();
        losses.close();
    }

    /** Whether the store is open; for any thread. */
    boolean isOpen() {
        return connection != null;
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
