package io.weir.adapter.out.profiler.store;

class PostgresAdviceContractTest extends StoredAdviceContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }
}
