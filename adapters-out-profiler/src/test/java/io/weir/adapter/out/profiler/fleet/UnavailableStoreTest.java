package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.profiler.store.Database;
import io.weir.adapter.out.profiler.store.Sql;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.profiler.store.TestPostgres;
import io.weir.domain.port.ReplayGuard;
import io.weir.domain.port.ReplayGuard.Sighting;
import io.weir.domain.port.ReplayGuard.Strictness;
import io.weir.domain.status.LogOf;
import io.weir.domain.status.ProblemKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the shared store does while it cannot be used, and after that. */
@Timeout(120)
class UnavailableStoreTest {
    @RegisterExtension
    final SharedStores stores = new SharedStores();

    private final LogOf log = new LogOf(StoredReplayGuard.class);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aServerThatIsNotThereIsReportedOnceAndAskedInTheBackgroundOnly() {
        var place = new StoreSettings.Place.Postgres("jdbc:postgresql://127.0.0.1:1/weir", "weir", "not in the log");
        try (var store = new SharedStore(place, SharedStore.Tables.UPGRADED, () -> Instant.EPOCH)) {
            var guard = SharedStores.guard(store, Strictness.LENIENT);
            for (int i = 0; i < 3; i++) {
                assertThat(guard.check("ivr", "a")).isEqualTo(Sighting.UNKNOWN);
            }
            assertThat(guard.problem()).hasValueSatisfying(problem -> {
                assertThat(problem.kind()).isEqualTo(ProblemKind.REPLAY_GUARD_ALONE);
                assertThat(problem.text())
                        .contains("each Weir alone recognises")
                        .doesNotContain("not in the log");
            });
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING signed requests cannot be compared with those of before in PostgreSQL (");
            assertThat(new StoredLoginPauses(store, SharedStores.A_MINUTE).before("credentials"))
                    .isEmpty();
        }
    }

    @Test
    void aServerThatStopsAndStartsAgainIsUsedAgain() throws IOException {
        var data = folder.resolve("data");
        int port;
        StoreSettings.Place place;
        StoredReplayGuard guard;
        try (var server = server(data).start()) {
            port = server.getPort();
            place = new StoreSettings.Place.Postgres(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
            guard = SharedStores.guard(stores.open(place), Strictness.STRICT);
            assertThat(guard.check("ivr", "a")).isEqualTo(Sighting.FIRST);
        }
        assertThat(guard.check("ivr", "b")).isEqualTo(Sighting.UNKNOWN);
        assertThat(guard.problem().orElseThrow().text()).endsWith("they are answered 503 replay_check_unavailable");

        try (var _ = server(data).setPort(port).start()) {
            while (guard.problem().isPresent()) {
                // the look of each second ends it
                Thread.onSpinWait();
            }
            assertThat(guard.check("ivr", "a")).isEqualTo(Sighting.REPEATED);
            assertThat(guard.check("ivr", "b")).isEqualTo(Sighting.FIRST);
        }
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getLast())
                .isEqualTo("INFO signed requests are compared with those of before in PostgreSQL again");
    }

    @ParameterizedTest
    @EnumSource(Strictness.class)
    void onlyAStrictGuardForgetsWhatItStoresTooLate(Strictness strictness) throws SQLException {
        var place = TestPostgres.emptyDatabase();
        var store = stores.open(place);
        var impatient = SharedStores.guard(store, strictness, Duration.ofMillis(1));
        try (var connection = locking(place);
                var observer = DriverManager.getConnection(place.url());
                var statement = observer.createStatement()) {
            int messages = 0;
            while (!isAnInsertWaiting(statement)) {
                assertThat(impatient.check("ivr", "message " + messages++)).isEqualTo(Sighting.UNKNOWN);
            }
            connection.rollback();
        }
        SharedStores.awaitBegun(store);

        var stored = SharedStores.rows(store, "select digest from weir_signature");
        assertThat(stored.isEmpty()).isEqualTo(strictness == Strictness.STRICT);
    }

    @Test
    void aTransactionThatNobodyWaitsForAnyMoreChangesNothing() throws SQLException {
        var place = TestPostgres.emptyDatabase();
        var store = stores.open(place);
        try (var connection = locking(place);
                var observer = DriverManager.getConnection(place.url());
                var statement = observer.createStatement()) {
            while (!isAnInsertWaiting(statement)) {
                assertThat(store.inTransaction(
                                Duration.ofMillis(1),
                                begun -> new Sql("insert into weir_signature (digest, seen_at) values ('a', 1)")
                                        .update(begun)))
                        .isEmpty();
            }
            connection.rollback();
        }
        SharedStores.awaitBegun(store);

        assertThat(SharedStores.rows(store, "select digest from weir_signature"))
                .isEmpty();
    }

    private static boolean isAnInsertWaiting(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database() and query like 'insert into weir_signature%'")) {
            return rows.next();
        }
    }

    @Test
    void aCorruptFileIsRenamedAndANewOneBegun() throws IOException {
        Files.writeString(folder.resolve("shared.db"), "no database, and longer than a header".repeat(999));
        try (var store = new SharedStore(
                        new StoreSettings.Place.Folder(folder), SharedStore.Tables.UPGRADED, () -> Instant.EPOCH);
                var renamed = new LogOf(SharedStore.class)) {
            var guard = SharedStores.guard(store, Strictness.LENIENT);
            while (guard.check("ivr", "a") == Sighting.UNKNOWN) {
                Thread.onSpinWait();
            }
            assertThat(guard.check("ivr", "a")).isEqualTo(Sighting.REPEATED);
            assertThat(renamed.lines()).singleElement().asString().contains("is corrupt and was renamed to");
        }
    }

    @Test
    void aFailureIsForgottenEvenIfTheThreadInTheBackgroundCouldNotStartAtFirst() throws IOException {
        Files.writeString(folder.resolve("shared.db"), "no database, and longer than a header".repeat(999));
        var threads = new AtomicInteger();
        try (var store = new SharedStore(
                Database.shared(new StoreSettings.Place.Folder(folder)),
                SharedStore.Tables.UPGRADED,
                () -> Instant.EPOCH,
                looks -> thread(threads.incrementAndGet() > 1, looks))) {
            assertThatThrownBy(() -> store.open(SharedStores.A_MINUTE)).isInstanceOf(OutOfMemoryError.class);
            assertThat(store.open(SharedStores.A_MINUTE))
                    .as("the file is corrupt")
                    .isFalse();
            assertThat(threads).hasValue(2);

            while (!store.open(SharedStores.A_MINUTE)) {
                // the look of each second ends it
                Thread.onSpinWait();
            }
        }
    }

    private static Thread thread(boolean starts, Runnable work) {
        if (!starts) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return Thread.ofPlatform().daemon().unstarted(work);
    }

    @Test
    void aCommandLeavesTheTablesOfAnEarlierVersionAlone() {
        var place = TestPostgres.emptyDatabase();
        try (var command = new SharedStore(place, SharedStore.Tables.LEFT_ALONE, () -> Instant.EPOCH)) {
            assertThat(command.open(SharedStores.A_MINUTE)).isTrue();
        }
        SharedStores.execute(stores.open(place), "update weir_schema_version set version = 4");
        try (var command = new SharedStore(place, SharedStore.Tables.LEFT_ALONE, () -> Instant.EPOCH)) {
            assertThat(command.open(SharedStores.A_MINUTE)).isFalse();
            assertThat(command.reason()).startsWith("its tables have version 4; a Weir that serves has to bring them");
        }
    }

    @Test
    void twoWeirsOnOneFolderShareTheFile() {
        var place = new StoreSettings.Place.Folder(folder);
        ReplayGuard one = stores.guard(place);
        ReplayGuard two = stores.guard(place);

        assertThat(one.check("ivr", "a")).isEqualTo(Sighting.FIRST);
        assertThat(two.check("ivr", "a")).isEqualTo(Sighting.REPEATED);
        assertThat(two.check("ivr", "b")).isEqualTo(Sighting.FIRST);
        assertThat(one.check("ivr", "b")).isEqualTo(Sighting.REPEATED);
    }

    /** A connection whose transaction lets nobody write signatures. */
    private static Connection locking(StoreSettings.Place.Postgres place) throws SQLException {
        var connection = DriverManager.getConnection(place.url());
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table weir_signature in share mode");
        }
        return connection;
    }

    private static EmbeddedPostgres.Builder server(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }
}
