package io.weir.adapter.out.profiler.store;

class PostgresLedgerContractTest extends StoredLedgerContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }
}
