package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.profiler.store.Sql;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.TestPostgres;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal.Claim;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresWritesContractTest extends StoredWritesContract {
    @Override
    StoreSettings.Place.Postgres place() {
        return TestPostgres.emptyDatabase();
    }

    @ParameterizedTest
    @CsvSource({"off, on", "local, on", "on, on", "remote_apply, remote_apply"})
    void waitsForTheDiskAtEachCommitWhateverTheDatabaseSays(String setting, String used) throws SQLException {
        var place = place();
        try (var admin = DriverManager.getConnection(place.url());
                var statement = admin.createStatement()) {
            statement.execute(
                    "alter database \"%s\" set synchronous_commit = '%s'".formatted(admin.getCatalog(), setting));
        }

        assertThat(SharedStores.rows(stores.openWrites(place), "show synchronous_commit"))
                .containsExactly(used);
        assertThat(SharedStores.rows(stores.open(place), "show synchronous_commit"))
                .as("of what need not last")
                .containsExactly(setting);
    }

    @Test
    void whatIsTooLateChangesNothing() throws SQLException {
        var place = place();
        var store = stores.openWrites(place);
        var journal = journal(store);
        journal.claim(KEY, "a", LEASE);
        var impatient = journal.within(Duration.ofMillis(1));
        try (var locking = locking(place);
                var observer = DriverManager.getConnection(place.url());
                var statement = observer.createStatement()) {
            while (!isWaiting(statement)) {
                assertThatThrownBy(() -> impatient.sending(KEY, "a", LEASE)).isInstanceOf(SharedStoreUnavailable.class);
                assertThatThrownBy(() -> impatient.ended(KEY, WRITTEN)).isInstanceOf(SharedStoreUnavailable.class);
                assertThatThrownBy(() -> impatient.claim(key(2), "a", LEASE))
                        .isInstanceOf(SharedStoreUnavailable.class);
            }
            locking.rollback();
        }
        SharedStores.awaitBegun(store);

        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(new Claim.New());
        assertThat(journal.claim(key(2), "b", LEASE)).isEqualTo(new Claim.New());
    }

    private static boolean isWaiting(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database() and query like '%weir_write%'")) {
            return rows.next();
        }
    }

    private static Connection locking(StoreSettings.Place.Postgres place) throws SQLException {
        var connection = DriverManager.getConnection(place.url());
        connection.setAutoCommit(false);
        new Sql("lock table weir_write in share mode").execute(connection);
        return connection;
    }
}
