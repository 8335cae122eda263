package io.weir.adapter.out.profiler.store;

class PostgresHistoryContractTest extends StoredHistoryContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }
}
