package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.TestPostgres;

class PostgresWriteJournalContractTest extends StoredWriteJournalContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }
}
