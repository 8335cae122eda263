package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.application.action.RecordWriting;
import io.weir.application.write.WriteOnce;
import io.weir.application.write.WritePlanning;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Setting;
import io.weir.domain.caller.NameRules;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.status.ProblemKind;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What data actions that write need, wired by hand. */
final class WritesLink {
    private static final System.Logger LOG = System.getLogger(WritesLink.class.getName());

    private WritesLink() {}

    /**
     * @param writable the fields that actions may write, as {@code Object.Field}
     * @param random names deliveries; for many threads
     */
    static RecordWriting writing(
            SalesforceLink salesforce,
            SharedLink shared,
            NameRules writable,
            Pseudonyms pseudonyms,
            InstantSource clock,
            RandomGenerator random) {
        return new RecordWriting(
                new WritePlanning(salesforce.catalog(), writable),
                new WriteOnce(salesforce.writes(), shared.writeJournal(), clock, random, Thread::sleep),
                salesforce.configuredOrg(),
                pseudonyms::ofWrite);
    }

    /** Registers whether the journal can be used. */
    static void measure(SharedLink shared, MeterRegistry meters) {
        SalesforceLink.gauge(
                meters,
                "weir_write_journal_up",
                "Whether the journal of writes can be used: 1 or 0",
                () -> shared.problems().stream()
                                .anyMatch(problem -> problem.kind() == ProblemKind.WRITE_JOURNAL_UNAVAILABLE)
                        ? 0
                        : 1);
    }

    /** Warns if actions write, and only this process remembers what was written, or knows the key of requests. */
    static void warnIfForgetful(SharedLink shared, Config config, ActionCatalog actions) {
        boolean writes = actions.names().stream()
                .flatMap(name -> actions.named(name).stream())
                .anyMatch(action -> !action.writes().isEmpty());
        boolean forgetsItsKey = config.history().key() instanceof Config.StoreKey.OfThisProcess
                && !(config.observability().contactKey() instanceof Config.ContactKey.Given);
        if (writes && forgetsItsKey) {
            LOG.log(
                    Level.WARNING,
                    "data actions write, and a request that is repeated after a restart, or to another Weir, writes a"
                            + " second record: set {0}, alike for all Weirs",
                    Setting.STORE_KEY);
        } else if (writes && !shared.writeJournalLasts()) {
            LOG.log(
                    Level.WARNING,
                    "data actions write, and without a store each Weir forgets at its end what it has written: only a"
                            + " unique_field and an idempotency_key still prevent a second record");
        }
    }
}
