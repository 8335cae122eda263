package io.weir.adapter.out.profiler.store;

import io.weir.adapter.out.profiler.history.InMemoryExecutionHistory;
import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.HistorySeries;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.port.AdviceStore;
import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.ServedDeclarations;
import io.weir.domain.status.StatusProblem;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Keeps executions and their statistics in a database, which one thread writes to each second.
 *
 * <p>A database that fails stops neither the start nor a run: the log reports once that it fails and once that it works
 * again, attempts follow at growing intervals, and meanwhile a bounded number of executions and statistics wait, and the
 * newest executions answer readers from memory. Thread-safe.
 */
public final class StoredExecutionHistory implements ExecutionHistory, AutoCloseable {
    static final int READERS = 2;

    /** A process that is killed loses what it recorded in two of these at most, beside what writing takes. */
    private static final Duration PAUSE = Duration.ofMillis(900);

    /** Afterwards readers get the newest executions from memory: the store is busy, or hangs. */
    private static final Duration LONGEST_STORING = Duration.ofSeconds(5);

    private static final Duration LONGEST_READING = Duration.ofSeconds(30);
    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource clock;
    private final InMemoryExecutionHistory newest;
    private final StoreWriter store;
    private final ScheduledExecutorService writer;
    private final ExecutorService readers;
    private final AdviceStore advice = new StoredAdvice(new OpenStore());

    /** Opens the store in the background. */
    public StoredExecutionHistory(StoreSettings settings, InstantSource clock, RandomGenerator random) {
        this(database(settings.place(), settings.instance()), Migrations.ofThisWeir(), settings, clock, random);
    }

    StoredExecutionHistory(
            Database database,
            Migrations migrations,
            StoreSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.newest = new InMemoryExecutionHistory(settings.instance(), settings.newest());
        this.store = new StoreWriter(database, migrations, settings, clock, random);
        // platform threads, because native calls pin virtual ones
        this.writer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("weir-history-writer").factory());
        this.readers = Executors.newFixedThreadPool(
                READERS,
                Thread.ofPlatform().daemon().name("weir-history-reader-", 0).factory());
        Future<?> _ = writer.scheduleWithFixedDelay(
                () -> BackgroundWork.attempt(store::pass), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @param instance the name of the Weir that uses it */
    static Database database(StoreSettings.Place place, String instance) {
        return switch (place) {
            case StoreSettings.Place.Folder(var path) -> new SqliteDatabase(path, instance);
            case StoreSettings.Place.Postgres postgres -> new PostgresDatabase(postgres);
        };
    }

    @Override
    public void record(Execution execution) {
        newest.record(execution);
        store.put(execution);
    }

    @Override
    public HistoryPage find(HistoryQuery query) {
        return read(reader -> reader.find(query), () -> newest.find(query));
    }

    @Override
    public HistorySummary summary(SummaryQuery query) {
        return read(reader -> reader.summary(query), () -> newest.summary(query));
    }

    @Override
    public HistorySeries series(SeriesQuery query) {
        return read(reader -> reader.series(query), () -> newest.series(query));
    }

    @Override
    public long forget(ContactHash contact) {
        newest.forget(contact);
        return write(connection -> ForgottenContacts.forget(database, connection, contact, clock.instant()))
                .orElseThrow(store::unavailable);
    }

    /** Advice in the same store. */
    public AdviceStore advice() {
        return advice;
    }

    /** The declarations of data actions in the same store. */
    public ServedDeclarations declarations() {
        return new StoredDeclarations(new OpenStore(), store::unavailable, clock);
    }

    /** The store as advice and declarations use it. */
    private final class OpenStore implements Database.Access {
        @Override
        public <T> Optional<T> write(Database.Work<T> work) {
            return StoredExecutionHistory.this.write(work);
        }

        @Override
        public <T> Optional<T> read(Database.Work<T> work) {
            return StoredExecutionHistory.this.read(work);
        }
    }

    private interface Reading<T> {
        T from(StoreReader reader) throws SQLException;
    }

    /**
     * What {@code stored} reads from the store once that has what waits, or {@code remembered} where it is not
     * available.
     */
    private <T> T read(Reading<T> stored, Supplier<T> remembered) {
        return read(connection -> stored.from(new StoreReader(connection, clock.instant())))
                .orElseGet(remembered);
    }

    /** The result of {@code work} once the store has what waits; empty if the store is not available. */
    private <T> Optional<T> read(Database.Work<T> work) {
        return await(writer, store::flush, LONGEST_STORING)
                .filter(isOpen -> isOpen)
                .flatMap(_ -> await(readers, () -> readFromStore(work), LONGEST_READING));
    }

    private <T> T readFromStore(Database.Work<T> work) throws SQLException {
        try (var connection = database.openReader()) {
            return work.with(connection);
        } catch (SQLException failure) {
            // a value that no row can have, such as one with a NUL, is found nowhere
            if (!database.refusesData(failure)) {
                writer.execute(() -> store.failed(failure));
            }
            throw failure;
        }
    }

    /** The result of {@code work} in a transaction, once the store has what waits; empty if it is not available. */
    private <T> Optional<T> write(Database.Work<T> work) {
        return await(
                writer,
                () -> {
                    store.flush();
                    return store.write(work);
                },
                LONGEST_READING);
    }

    /**
     * The result of {@code work} on one of {@code threads}; empty where it fails, takes too long or they have stopped.
     */
    private static <T> Optional<T> await(ExecutorService threads, Callable<T> work, Duration longest) {
        try {
            var result = threads.submit(work);
            try {
                return Optional.of(result.get(longest.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                result.cancel(false);
            }
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof SQLException)) {
                BackgroundWork.report(Thread.currentThread(), failure);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | RejectedExecutionException _) {
            // what the caller does without it is the same
        }
        return Optional.empty();
    }

    /**
     * Whether the store is available, as far as the latest attempt showed; otherwise readers see the newest executions
     * only.
     */
    public boolean isAvailable() {
        return store.isOpen();
    }

    /** Why the store cannot be used, while it cannot. */
    public Optional<StatusProblem> problem() {
        return store.problem();
    }

    /** The losses that have not ended. */
    public Optional<LossLog.Losing> losing() {
        return store.losing();
    }

    /** How many executions were not stored, because too many waited for a store that is slow or unavailable. */
    public long dropped() {
        return store.dropped();
    }

    /** How many rows were deleted before their time, because the store was too large. */
    public long evicted() {
        return store.evicted();
    }

    /** How many bytes of the store are in use, as far as the latest look showed; 0 before it was open. */
    public long bytes() {
        return store.bytes();
    }

    /** Writes what waits, and closes the store; gives up after five seconds. */
    @Override
    public void close() {
        Optional<Boolean> _ = await(
                writer,
                () -> {
                    boolean stored = store.flush();
                    store.close();
                    return stored;
                },
                LONGEST_CLOSING);
        writer.shutdown();
        readers.shutdown();
    }
}
