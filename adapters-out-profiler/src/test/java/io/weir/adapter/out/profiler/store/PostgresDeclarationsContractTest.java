package io.weir.adapter.out.profiler.store;

class PostgresDeclarationsContractTest extends StoredDeclarationsContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }
}
