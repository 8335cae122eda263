package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.TestPostgres;

class PostgresLoginPausesContractTest extends StoredLoginPausesContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }
}
