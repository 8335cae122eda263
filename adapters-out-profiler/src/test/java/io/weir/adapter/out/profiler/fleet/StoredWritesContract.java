package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.port.WriteJournalContract;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for a journal in a database, which must be available. */
@Timeout(120)
abstract class StoredWritesContract extends WriteJournalContract {
    @RegisterExtension
    final SharedStores stores = new SharedStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @Override
    protected WriteJournal empty() {
        return new StoredWriteJournal(
                stores.openWrites(place()),
                () -> Long.toString(now.toEpochMilli()),
                SharedStores.A_MINUTE,
                () -> Instant.EPOCH);
    }

    static StoredWriteJournal journal(SharedStore store) {
        return new StoredWriteJournal(store, store::now, SharedStores.A_MINUTE, () -> Instant.EPOCH);
    }

    @Test
    void twoWeirsShareTheJournal() {
        var place = place();
        var one = journal(stores.openWrites(place));
        var two = journal(stores.openWrites(place));

        assertThat(one.claim(KEY, "a", LEASE)).isEqualTo(new Claim.New());
        assertThat(two.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Held());
        assertThat(two.sending(KEY, "b", LEASE)).isFalse();
        assertThat(one.sending(KEY, "a", LEASE)).isTrue();
        one.interrupted(KEY, "a");
        assertThat(two.claim(KEY, "b", LEASE))
                .isInstanceOfSatisfying(
                        Claim.Sent.class,
                        sent -> assertThat(sent.ago())
                                .as("by the database's clock")
                                .isBetween(Duration.ZERO, Duration.ofMinutes(2)));
        two.ended(KEY, WRITTEN);
        assertThat(one.claim(KEY, "c", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
    }

    @Test
    void ofTheDeliveriesAtOnceToTwoWeirsOneIsNew() throws Exception {
        var place = place();
        var journals = List.of(journal(stores.openWrites(place)), journal(stores.openWrites(place)));
        int keys = 5;
        var work = new ArrayList<Callable<Boolean>>();
        var sent = new HashMap<Integer, Integer>();
        for (int delivery = 0; delivery < keys * 8; delivery++) {
            int number = delivery % keys;
            var journal = journals.get(delivery / keys % journals.size());
            String owner = "delivery-" + delivery;
            work.add(() -> {
                boolean sends = journal.claim(key(number), owner, LEASE) instanceof Claim.New
                        && journal.sending(key(number), owner, LEASE);
                if (sends) {
                    synchronized (sent) {
                        sent.merge(number, 1, Integer::sum);
                    }
                    journal.ended(key(number), WRITTEN);
                }
                return sends;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var delivery : threads.invokeAll(work)) {
                delivery.get();
            }
        }

        assertThat(sent)
                .hasSize(keys)
                .allSatisfy((_, times) -> assertThat(times).isOne());
        assertThat(journals.getFirst().claim(key(0), "later", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
    }

    @Test
    void remembersAcrossARestart() {
        var place = place();
        var before = stores.openWrites(place);
        var stopped = journal(before);
        stopped.claim(KEY, "a", LEASE);
        stopped.claim(key(2), "b", LEASE);
        stopped.ended(key(2), WRITTEN);
        before.close();

        var journal = journal(stores.openWrites(place));
        assertThat(journal.claim(KEY, "c", LEASE)).isEqualTo(new Claim.Held());
        assertThat(journal.claim(key(2), "c", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
    }

    @Test
    void storesKeysOwnersTimesAndIdsOnly() {
        var store = stores.openWrites(place());
        var journal = journal(store);
        journal.claim(KEY, "a", LEASE);
        journal.ended(KEY, WRITTEN);

        assertThat(SharedStores.rows(
                        store,
                        "select write_key || ' ' || owner || ' ' || ended || ' ' || held_until || ' ' || sent_at || ' '"
                                + " || forget_at from weir_write"))
                .singleElement()
                .asString()
                .matches(KEY.value() + " a written;Case,\\w{18},true;My_Thing__c,\\w{18},false;Case,\\w{18},true"
                        + "( \\d{1,13}){3}");
    }

    @Test
    void deletesWhatIsForgottenInTheBackground() {
        var store = stores.openWrites(place());
        var journal = journal(store);
        journal.ended(KEY, WRITTEN);
        journal.ended(key(2), WRITTEN);
        SharedStores.execute(store, "update weir_write set forget_at = 1 where write_key = '" + KEY.value() + "'");

        assertThat(store.clean()).isTrue();
        assertThat(SharedStores.rows(store, "select write_key from weir_write")).containsExactly(key(2).value());
    }

    @Test
    void saysWhenItCannotBeReached() {
        var store = stores.openWrites(place());
        var journal = journal(store);
        assertThat(journal.problem()).isEmpty();
        store.close();

        assertThatThrownBy(() -> journal.claim(KEY, "a", LEASE)).isInstanceOf(SharedStoreUnavailable.class);
        assertThatThrownBy(() -> journal.ended(KEY, WRITTEN)).isInstanceOf(SharedStoreUnavailable.class);
        assertThat(journal.problem().map(StatusProblem::kind)).contains(ProblemKind.WRITE_JOURNAL_UNAVAILABLE);
    }
}
