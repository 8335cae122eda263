package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ServedDeclarations;
import io.weir.domain.port.ServedDeclarationsContract;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for declarations in a database, which must be available. */
abstract class StoredDeclarationsContract extends ServedDeclarationsContract {
    @RegisterExtension
    final AvailableStores stores = new AvailableStores();

    /** An empty one. */
    abstract StoreSettings.Place place();

    @Override
    protected ServedDeclarations empty() {
        return stores.open(place()).declarations();
    }

    @Test
    void keepsTextsAcrossARestartAndForCommands() {
        var place = place();
        var served = Map.of(new ActionVersion(new ActionName("lookup"), 1), "name: lookup");
        var before = stores.open(place);
        before.declarations().keep(served);
        assertThat(new ExistingStore(place, () -> Instant.EPOCH).declarations()).isEqualTo(served);
        stores.close(before);

        assertThat(stores.open(place).declarations().all()).isEqualTo(served);
    }
}
