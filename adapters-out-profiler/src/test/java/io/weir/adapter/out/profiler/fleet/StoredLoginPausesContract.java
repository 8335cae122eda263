package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.LoginPauses;
import io.weir.domain.port.LoginPausesContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract for pauses in a database. */
abstract class StoredLoginPausesContract extends LoginPausesContract {
    @RegisterExtension
    final SharedStores stores = new SharedStores();

    private @Nullable SharedStore store;

    /** An empty one. */
    abstract StoreSettings.Place place();

    private SharedStore store() {
        var open = store == null ? stores.open(place()) : store;
        store = open;
        return open;
    }

    @Override
    protected LoginPauses noPauses() {
        return new StoredLoginPauses(store(), SharedStores.A_MINUTE);
    }

    @Override
    protected void endPauses() {
        SharedStores.execute(store(), "update weir_login_pause set paused_until = " + store().now());
    }
}
