package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.port.AdviceStore;
import io.weir.domain.port.AdviceStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for advice in a database, which must be available. */
abstract class StoredAdviceContract extends AdviceStoreContract {
    @RegisterExtension
    final AvailableStores stores = new AvailableStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @Override
    protected AdviceStore emptyStore() {
        return stores.open(place()).advice();
    }

    @Test
    void keepsAdviceAcrossARestart() {
        var place = place();
        var before = stores.open(place);
        before.advice().keep(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
        stores.close(before);

        assertThat(stores.open(place).advice().latest(10))
                .containsExactly(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
    }
}
