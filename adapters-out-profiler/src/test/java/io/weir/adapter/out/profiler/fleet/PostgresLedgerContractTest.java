package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresLedgerContractTest extends StoredLedgerContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }

    @Test
    void doesNotWaitForTheHistory() throws SQLException {
        var place = TestPostgres.emptyDatabase();
        var ledger = new StoredApiLedger(stores.open(place), () -> "org-1");
        try (var locking = DriverManager.getConnection(place.url());
                var statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("lock table weir_execution");

            assertThat(ledger.report(FIRST)).isPresent();
        }
    }
}
