package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.out.profiler.fleet.SharedStore;
import io.weir.adapter.out.profiler.fleet.StoredWriteJournal;
import io.weir.application.action.RecordWriting;
import io.weir.application.write.InMemoryWriteJournal;
import io.weir.application.write.WriteOnce;
import io.weir.application.write.WritePlanning;
import io.weir.bootstrap.config.Config;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.status.StatusProblem;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What data actions that write need, wired by hand. */
final class WritesLink implements AutoCloseable {
    private final Config config;
    private final InstantSource clock;
    private final Optional<SharedStore> store;
    private final Optional<StoredWriteJournal> stored;
    private final WriteJournal journal;

    /** Opens nothing yet: the first write does. */
    WritesLink(Config config, MeterRegistry meters, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.store =
                config.history().store().map(place -> SharedStore.ofWrites(place, SharedStore.Tables.UPGRADED, clock));
        this.stored = store.map(shared -> new StoredWriteJournal(shared, clock));
        this.journal = stored.<WriteJournal>map(lasting -> lasting).orElseGet(() -> new InMemoryWriteJournal(clock));
        meters.getOrCreate(
                Gauge.builder("weir_write_journal_up", () -> problem().isEmpty() ? 1 : 0)
                        .description("Whether the journal of writes can be used: 1 or 0"));
    }

    /** @param random names deliveries; for many threads */
    RecordWriting writing(SalesforceLink salesforce, Pseudonyms pseudonyms, RandomGenerator random) {
        return new RecordWriting(
                new WritePlanning(salesforce.catalog(), config.actions().writable()),
                new WriteOnce(salesforce.writes(), journal, clock, random, Thread::sleep),
                pseudonyms::ofWrite);
    }

    /** Whether the journal outlasts this process. */
    boolean lasts() {
        return stored.isPresent();
    }

    /** That the journal cannot be used, while it cannot. */
    Optional<StatusProblem> problem() {
        return stored.flatMap(StoredWriteJournal::problem);
    }

    @Override
    public void close() {
        store.ifPresent(SharedStore::close);
    }
}
