package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.Sql;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PostgresLedgerContractTest extends StoredLedgerContract {
    @Override
    StoreSettings.Place place() {
        return TestPostgres.emptyDatabase();
    }

    @Test
    void aWeirThatHangsInTheMiddleStopsNobodyForLong() throws Exception {
        var place = TestPostgres.emptyDatabase();
        var ledger = new StoredApiLedger(stores.open(place), () -> "org-1");
        ledger.report(FIRST);
        var hanging = stores.open(place);
        var holds = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> hanging.inTransaction(SharedStores.A_MINUTE, connection -> {
                new Sql("update weir_api_org set spent = 0").execute(connection);
                holds.countDown();
                return SharedStores.awaits(answered);
            }));
            holds.await();

            assertThat(ledger.report(FIRST)).isPresent();
            answered.countDown();
        }
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
