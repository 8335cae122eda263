package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.port.WriteJournalContract;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.write.WriteKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for a journal in a database, which must be available. */
abstract class StoredWriteJournalContract extends WriteJournalContract {
    @RegisterExtension
    final SharedStores stores = new SharedStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    private StoredWriteJournal journal(SharedStore store) {
        return new StoredWriteJournal(store, () -> Long.toString(now.toEpochMilli()), () -> now);
    }

    @Override
    protected WriteJournal empty() {
        return journal(stores.openWrites(place()));
    }

    @Test
    void severalWeirsShareIt() {
        var place = place();
        var one = journal(stores.openWrites(place));
        var other = journal(stores.openWrites(place));
        one.claim(KEY, "a", LEASE);

        assertThat(other.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Held());
        one.ended(KEY, WRITTEN);
        assertThat(other.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Done(WRITTEN));
    }

    @Test
    void outlastsARestart() {
        var place = place();
        var before = stores.openWrites(place);
        journal(before).claim(KEY, "a", LEASE);
        journal(before).sending(KEY, "a", LEASE);
        before.close();
        now = now.plus(Duration.ofMinutes(1));

        assertThat(journal(stores.openWrites(place)).claim(KEY, "b", LEASE))
                .isEqualTo(new Claim.Sent(Duration.ofMinutes(1)));
    }

    @Test
    void forgetsWhatIsOld() {
        var store = stores.openWrites(place());
        var young = new WriteKey("a".repeat(64));
        new StoredWriteJournal(store, () -> "0", () -> now).ended(KEY, WRITTEN);
        new StoredWriteJournal(store, () -> now).ended(young, WRITTEN);

        assertThat(store.clean()).isTrue();

        assertThat(SharedStores.rows(store, "select key from weir_write")).containsExactly(young.value());
    }

    @Test
    void saysWhenItCannotBeUsed() {
        var store = stores.openWrites(place());
        var journal = journal(store);
        assertThat(journal.problem()).isEmpty();
        store.close();

        assertThatThrownBy(() -> journal.claim(KEY, "a", LEASE)).isInstanceOf(SharedStoreUnavailable.class);
        assertThat(journal.problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.WRITE_JOURNAL_UNAVAILABLE));
    }
}
