package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.Database;
import io.weir.adapter.out.profiler.store.Migrations;
import io.weir.adapter.out.profiler.store.Sql;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.SharedStoreUnavailable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Short pieces of work in the store that several Weirs share. None waits for a batch of the history, and none waits for a
 * store that failed a moment ago: it is tried again each second in the background.
 *
 * <p>It opens the store at the first use, or at {@link #open}. Thread-safe.
 */
public final class SharedStore implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());

    /** Pieces of work that may wait: those of a few seconds at the highest rate. */
    private static final int WAITING = 1_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LOOKS_A_CLEANING = 60;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(2);

    /** Signatures are accepted for ten minutes; the rest is for clocks that differ. */
    private static final Duration SIGNATURES_KEPT = Duration.ofMinutes(20);

    private static final Duration PAUSES_KEPT = Duration.ofDays(1);
    private static final int A_CLEANING = 5_000;

    private final Database database;
    private final Migrations migrations = Migrations.ofThisWeir();
    private final Tables earlier;
    private final InstantSource clock;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor looks;
    private final AtomicBoolean opened = new AtomicBoolean();
    private final List<Runnable> afterLooks = new CopyOnWriteArrayList<>();
    private volatile @Nullable Exception trouble;
    private volatile boolean migrated;
    private @Nullable Connection kept;
    private int looksSinceCleaning;

    /** What becomes of the tables of an earlier version. */
    public enum Tables {
        UPGRADED,
        /** For commands: the store counts as unavailable. */
        LEFT_ALONE
    }

    public SharedStore(StoreSettings.Place place, Tables earlier, InstantSource clock) {
        this(Database.shared(place), earlier, clock);
    }

    private SharedStore(Database database, Tables earlier, InstantSource clock) {
        this(
                database,
                earlier,
                clock,
                Thread.ofPlatform().daemon().name("weir-shared-store-looks").factory());
    }

    SharedStore(Database database, Tables earlier, InstantSource clock, ThreadFactory threadOfLooks) {
        this.database = database;
        this.earlier = earlier;
        this.clock = clock;
        // platform threads, because native calls pin virtual ones
        int threads = database.poolsShort() ? Database.SHORT : 1;
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("weir-shared-store-", 0).factory());
        this.looks = new ScheduledThreadPoolExecutor(1, threadOfLooks);
    }

    /** The one for {@link StoredWriteJournal}: what is committed in it survives a power failure. */
    public static SharedStore ofWrites(StoreSettings.Place place, Tables earlier, InstantSource clock) {
        return new SharedStore(Database.writes(place), earlier, clock);
    }

    /** Opens the store; whether it is open within {@code longest}. */
    public boolean open(Duration longest) {
        return within(longest, _ -> true).isPresent();
    }

    /**
     * The result of {@code work}; empty if the store fails, failed a moment ago, or takes longer than {@code longest}.
     * Work that takes longer is still done if it has begun.
     */
    <T> Optional<T> within(Duration longest, Database.Work<T> work) {
        begin();
        return trouble == null ? await(() -> run(work), longest) : Optional.empty();
    }

    /**
     * As {@link #within}, with {@code work} in one transaction. Work that takes longer changes nothing, so that the caller
     * may try it again.
     */
    <T> Optional<T> inTransaction(Duration longest, Database.Work<T> work) {
        var decided = new AtomicBoolean();
        var answer = within(longest, connection -> {
            connection.setAutoCommit(false);
            var result = work.with(connection);
            if (decided.getAndSet(true)) {
                connection.rollback();
            } else {
                connection.commit();
            }
            connection.setAutoCommit(true);
            return result;
        });
        decided.set(true);
        return answer;
    }

    private void begin() {
        if (!opened.getAndSet(true)) {
            try {
                Future<?> _ = looks.scheduleWithFixedDelay(
                        () -> BackgroundWork.attempt(this::look),
                        BETWEEN_LOOKS.toMillis(),
                        BETWEEN_LOOKS.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RuntimeException | Error e) {
                // without memory for a thread now; the next use tries again
                looks.getQueue().clear();
                opened.set(false);
                throw e;
            }
        }
    }

    private <T> Optional<T> await(Callable<T> work, Duration longest) {
        try {
            var result = workers.submit(work);
            try {
                return Optional.of(result.get(longest.toNanos(), TimeUnit.NANOSECONDS));
            } finally {
                result.cancel(false);
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SharedStoreUnavailable unavailable) {
                throw unavailable;
            }
            if (!(failure.getCause() instanceof SQLException || failure.getCause() instanceof IOException)) {
                BackgroundWork.report(Thread.currentThread(), failure);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | RejectedExecutionException _) {
            // what the caller does without it is the same
        }
        return Optional.empty();
    }

    private <T> T run(Database.Work<T> work) throws SQLException, IOException {
        try {
            var connection = take();
            boolean done = false;
            try {
                var result = work.with(connection);
                done = true;
                trouble = null;
                return result;
            } finally {
                if (!done || database.poolsShort()) {
                    close(connection);
                    kept = null;
                }
            }
        } catch (SQLException | IOException failure) {
            failed(failure);
            throw failure;
        }
    }

    private Connection take() throws SQLException, IOException {
        var open = kept;
        if (open != null) {
            return open;
        }
        var connection = database.openShort();
        boolean usable = false;
        try {
            migrate(connection);
            usable = true;
        } finally {
            if (!usable) {
                close(connection);
            }
        }
        if (!database.poolsShort()) {
            kept = connection;
        }
        return connection;
    }

    private void migrate(Connection connection) throws SQLException {
        if (!migrated) {
            connection.setAutoCommit(false);
            if (earlier == Tables.LEFT_ALONE) {
                migrations.requireNoChange(connection);
            }
            migrations.migrate(database, connection);
            connection.setAutoCommit(true);
            migrated = true;
        }
    }

    private void failed(Exception failure) {
        trouble = failure;
        migrated = false;
        if (failure instanceof SQLException sql && database.isCorrupt(sql)) {
            try {
                LOG.log(
                        Level.WARNING,
                        "{0} is corrupt and was renamed to {1}; a new one is begun",
                        database,
                        database.moveAside(clock.instant()));
            } catch (IOException unmoved) {
                failure.addSuppressed(unmoved);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // it is of no use any more, closed or not
        }
    }

    /** Tries a store that failed, and deletes what is old once a minute. */
    private void look() {
        looksSinceCleaning++;
        if (trouble != null || looksSinceCleaning >= LOOKS_A_CLEANING) {
            looksSinceCleaning = 0;
            if (clean()) {
                afterLooks.forEach(Runnable::run);
            }
        }
    }

    /** Deletes what is old; whether the store answered. */
    boolean clean() {
        return await(() -> run(this::clean), LONGEST_LOOK).isPresent();
    }

    private boolean clean(Connection connection) throws SQLException {
        cleanRows("weir_signature", "digest", "seen_at")
                .with(SIGNATURES_KEPT.toMillis())
                .with(A_CLEANING)
                .execute(connection);
        cleanRows("weir_write", "write_key", "forget_at")
                .with(0L)
                .with(A_CLEANING)
                .execute(connection);
        new Sql("delete from weir_login_pause where paused_until < ")
                .append(database.now())
                .append(" - ?")
                .with(PAUSES_KEPT.toMillis())
                .execute(connection);
        return true;
    }

    /** Then come the age at which rows are deleted, in milliseconds, and how many. */
    private Sql cleanRows(String table, String key, String time) {
        return new Sql("delete from %1$s where %2$s in (select %2$s from %1$s where %3$s < "
                        .formatted(table, key, time))
                .append(database.now())
                .append(" - ? order by %s limit ?".formatted(time))
                .append(database.skipLocked())
                .append(")");
    }

    /** Runs {@code work} whenever the store has answered in the background, and so after a failure. */
    void afterLook(Runnable work) {
        afterLooks.add(work);
    }

    /** The present time in milliseconds by the store's clock, as SQL. */
    String now() {
        return database.now();
    }

    /** Why the store failed last, while it does; else that it does not answer in time. */
    String reason() {
        var failure = trouble;
        return failure == null ? "it does not answer in time" : database.reason(failure);
    }

    @Override
    public void close() {
        looks.shutdownNow();
        try {
            workers.execute(() -> {
                if (kept != null) {
                    close(kept);
                }
                database.close();
            });
            workers.shutdown();
            boolean _ = workers.awaitTermination(LONGEST_CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // it was closed before, or too much waits to be worth it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
