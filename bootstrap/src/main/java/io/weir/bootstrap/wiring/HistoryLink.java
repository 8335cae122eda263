package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.admin.StatusJson.StoreJson;
import io.weir.adapter.out.profiler.history.InMemoryExecutionHistory;
import io.weir.adapter.out.profiler.history.LoggedExecutionHistory;
import io.weir.adapter.out.profiler.history.QueuedExecutionHistory;
import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.StoredExecutionHistory;
import io.weir.application.action.InMemoryServedDeclarations;
import io.weir.application.advice.AdviseOnQueries;
import io.weir.application.advice.InMemoryAdviceStore;
import io.weir.bootstrap.config.Config;
import io.weir.domain.history.Execution;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.AdviceStore;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.ServedDeclarations;
import io.weir.domain.port.ShapeDurations;
import io.weir.domain.status.StatusProblem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The history and the advice, stored or in memory, wired by hand. */
final class HistoryLink implements AutoCloseable {
    private static final int WAITING_EXECUTIONS = 10_000;
    private static final int SHAPES_WITH_ADVICE = 2_000;
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int ENOUGH = 20;

    private final Config.History config;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final QueuedExecutionHistory history;
    private final AdviceStore advice;
    private final ServedDeclarations declarations;
    private final Optional<StoredExecutionHistory> store;

    /** Opens the store in the background; a store that cannot be opened stops nothing. */
    HistoryLink(
            Config.History config,
            Config.Audit audit,
            String instance,
            MeterRegistry meters,
            InstantSource clock,
            RandomGenerator random) {
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        if (config.store().isPresent()) {
            var settings = new StoreSettings(
                    config.store().get(),
                    instance,
                    config.capacity(),
                    config.slowThreshold(),
                    config.days(),
                    (long) config.maxMegabytes() << 20);
            var stored = new StoredExecutionHistory(settings, clock, random);
            measure(stored, meters);
            this.history = queued(stored, audit);
            this.advice = stored.advice();
            this.declarations = stored.declarations();
            this.store = Optional.of(stored);
        } else {
            this.history = queued(new InMemoryExecutionHistory(instance, config.capacity()), audit);
            this.advice = new InMemoryAdviceStore(SHAPES_WITH_ADVICE);
            this.declarations = new InMemoryServedDeclarations();
            this.store = Optional.empty();
        }
        meters.getOrCreate(
                FunctionalCounter.builder("weir_history_dropped_total", history, QueuedExecutionHistory::dropped)
                        .description("Executions that the history dropped because it could not keep up"));
    }

    /** Outermost first: a request only queues its run; then the run is logged, and stored. */
    private static QueuedExecutionHistory queued(ExecutionHistory history, Config.Audit audit) {
        var answered = audit instanceof Config.Audit.Off ? Level.INFO : Level.DEBUG;
        return new QueuedExecutionHistory(
                new LoggedExecutionHistory(history, System.getLogger("io.weir.run"), answered), WAITING_EXECUTIONS);
    }

    private static void measure(StoredExecutionHistory stored, MeterRegistry meters) {
        meters.getOrCreate(Gauge.builder("weir_store_up", () -> stored.isAvailable() ? 1 : 0)
                .description("Whether the store of the history can be used: 1 or 0"));
        meters.getOrCreate(
                FunctionalCounter.builder("weir_store_dropped_total", stored, StoredExecutionHistory::dropped)
                        .description("Executions that were not stored because too many waited for the store"));
        meters.getOrCreate(
                FunctionalCounter.builder("weir_store_evicted_total", stored, StoredExecutionHistory::evicted)
                        .description("Rows that were deleted early because the store was too large"));
        meters.getOrCreate(Gauge.builder("weir_store_bytes", stored::bytes)
                .description("The size of the store, as far as it is in use"));
    }

    ExecutionHistory history() {
        return history;
    }

    /** What the store has of the data actions that were served last. */
    ServedDeclarations declarations() {
        return declarations;
    }

    /** The state of the store. */
    StoreJson storeState() {
        return store.map(stored -> new StoreJson(
                        config.store().orElseThrow() instanceof StoreSettings.Place.Postgres ? "postgresql" : "sqlite",
                        stored.isAvailable(),
                        stored.bytes(),
                        config.capacity(),
                        config.slowThreshold().toMillis(),
                        stored.dropped(),
                        stored.evicted()))
                .orElseGet(() -> new StoreJson(
                        "memory",
                        true,
                        0,
                        config.capacity(),
                        config.slowThreshold().toMillis(),
                        0,
                        0));
    }

    /** How many executions the history lost before they reached a store. */
    long dropped() {
        return history.dropped();
    }

    /** Why the store cannot be used, while it cannot. */
    Optional<StatusProblem> problem() {
        return store.flatMap(StoredExecutionHistory::problem);
    }

    /** The losses that have not ended. */
    Stream<LossLog.Losing> losing() {
        return Stream.of(history.losing(), store.flatMap(StoredExecutionHistory::losing))
                .flatMap(Optional::stream);
    }

    /** Starts to ask for the plans of slow queries, and keeps the advice with the history. */
    AdviseOnQueries advise(SalesforceLink salesforce, ApiBudget budget) {
        var defaults = AdviseOnQueries.Settings.DEFAULT;
        var advise = AdviseOnQueries.start(
                salesforce.plans(),
                salesforce.catalog(),
                salesforce.usage(),
                budget,
                durations(),
                advice,
                clock,
                new AdviseOnQueries.Settings(config.plansADay(), defaults.mostQueued(), defaults.time()));
        meters.getOrCreate(FunctionalCounter.builder("weir_advice_skipped_total", advise, AdviseOnQueries::skipped)
                .description("Slow queries that got no advice because too many waited"));
        return advise;
    }

    /** How long queries took in the last day, once there are enough of them. */
    private ShapeDurations durations() {
        return soqlShape -> {
            var now = clock.instant();
            var runs = RunFilter.ALL.withShape(Execution.shapeId(soqlShape));
            return history
                    .summary(new SummaryQuery(By.SHAPE, now.minus(A_DAY), now, runs, Order.TIME, 1))
                    .groups()
                    .stream()
                    .filter(group -> group.count() >= ENOUGH)
                    .map(group -> group.percentiles().p95())
                    .findFirst();
        };
    }

    /** Stores all waiting executions, and closes the store. */
    @Override
    public void close() {
        history.close();
        store.ifPresent(StoredExecutionHistory::close);
    }
}
