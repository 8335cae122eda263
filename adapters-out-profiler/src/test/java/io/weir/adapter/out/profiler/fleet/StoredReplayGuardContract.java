package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.ReplayGuard;
import io.weir.domain.port.ReplayGuard.Sighting;
import io.weir.domain.port.ReplayGuardContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for a guard in a database. */
abstract class StoredReplayGuardContract extends ReplayGuardContract {
    @RegisterExtension
    final SharedStores stores = new SharedStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @Override
    protected ReplayGuard emptyGuard() {
        return stores.guard(place());
    }

    @Test
    void recognisesWhatAnotherWeirReceivedAndWhatCameBeforeARestart() {
        var place = place();
        var store = stores.open(place);
        assertThat(stores.guard(place).check("ivr", "msg_1.1790000000")).isEqualTo(Sighting.FIRST);
        assertThat(SharedStores.guard(store, ReplayGuard.Strictness.STRICT).check("ivr", "msg_1.1790000000"))
                .isEqualTo(Sighting.REPEATED);
        store.close();

        assertThat(stores.guard(place).check("ivr", "msg_1.1790000000")).isEqualTo(Sighting.REPEATED);
    }

    @Test
    void storesADigestOnly() {
        var place = place();
        var store = stores.open(place);
        SharedStores.guard(store, ReplayGuard.Strictness.LENIENT).check("ivr", "msg_1.1790000000");

        assertThat(SharedStores.rows(store, "select digest from weir_signature"))
                .singleElement()
                .asString()
                .startsWith("digest-");
    }

    @Test
    void forgetsWhatCannotComeAgain() {
        var place = place();
        var store = stores.open(place);
        var guard = SharedStores.guard(store, ReplayGuard.Strictness.LENIENT);
        guard.check("ivr", "old");
        SharedStores.execute(store, "update weir_signature set seen_at = seen_at - 20 * 60 * 1000 - 1");
        guard.check("ivr", "young");
        SharedStores.execute(
                store,
                "update weir_signature set seen_at = seen_at - 19 * 60 * 1000 where seen_at > %s - 60000"
                        .formatted(store.now()));

        assertThat(store.clean()).isTrue();

        assertThat(guard.check("ivr", "young")).isEqualTo(Sighting.REPEATED);
        assertThat(guard.check("ivr", "old")).isEqualTo(Sighting.FIRST);
    }
}
