package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.action.ActionVersion;
import io.weir.domain.caller.ActionName;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.port.HistoryUnavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PostgresFailureTest extends StoreTest {
    @Test
    void aServerThatStopsAndStartsAgainGetsWhatWasRecordedMeanwhile() throws IOException {
        var data = folder.resolve("data");
        int port;
        StoredExecutionHistory history;
        try (var server = server(data).start()) {
            port = server.getPort();
            history = open(settings(
                    new StoreSettings.Place.Postgres(server.getJdbcUrl("postgres", "postgres"), "postgres", "")));
            history.record(run("before"));
            assertThat(ids(history)).containsExactly("before");
        }
        clock.advance(Duration.ofSeconds(1));
        history.record(run("meanwhile"));
        assertThat(ids(history)).containsExactly("meanwhile", "before");
        assertThat(history.isAvailable()).isFalse();

        try (var again = server(data).setPort(port).start()) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(ids(history)).containsExactly("meanwhile", "before");
            assertThat(history.isAvailable()).isTrue();
            assertThat(again.getPort()).isEqualTo(port);
        }
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().getFirst()).startsWith("WARNING the history cannot be stored in PostgreSQL");
        assertThat(log.lines().getLast()).isEqualTo("INFO the history is stored in PostgreSQL again");
    }

    @Test
    void aServerThatIsNotThereStopsNothing() {
        var history = open(settings(
                new StoreSettings.Place.Postgres("jdbc:postgresql://127.0.0.1:1/weir", "weir", "not in the log")));
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING the history cannot be stored in PostgreSQL")
                .doesNotContain("not in the log");
    }

    @Test
    void connectionsThatTheServerEndsAreMadeAnew() throws SQLException {
        var place = TestPostgres.emptyDatabase();
        var history = open(settings(place));
        history.record(run("before"));
        assertThat(ids(history)).containsExactly("before");
        try (var connection = DriverManager.getConnection(place.url());
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }
        clock.advance(Duration.ofSeconds(1));
        history.record(run("after"));
        assertThat(ids(history)).containsExactly("after", "before");
        clock.advance(Duration.ofMinutes(1));
        assertThat(ids(history)).containsExactly("after", "before");
        assertThat(history.isAvailable()).isTrue();
    }

    @Test
    void aValueThatNoTextCanHoldIsFoundNowhereAndIsNoFailureOfTheStore() {
        var history = open(settings(TestPostgres.emptyDatabase()));
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        var nowhere = RunFilter.ALL.withInstance("\0");
        assertThat(history.find(HistoryQuery.newest(10).withRuns(nowhere)).executions())
                .isEmpty();
        clock.advance(Duration.ofSeconds(1));
        history.record(run("second"));

        assertThat(ids(history)).containsExactly("second", "first");
        assertThat(history.isAvailable()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void workThatTheStoreRefusesForItsDataChangesNothingAndIsNoFailureOfTheStore() {
        var history = open(settings(TestPostgres.emptyDatabase()));
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        var declarations = history.declarations();
        var id = new ActionVersion(new ActionName("caller-lookup"), 1);
        var other = new ActionVersion(new ActionName("account"), 1);
        assertThatThrownBy(() -> declarations.keep(Map.of(id, "\0", other, "version: 1")))
                .isInstanceOf(HistoryUnavailable.class);

        assertThat(declarations.all()).isEmpty();
        assertThat(history.isAvailable()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aFleetSharesOneHistory() {
        var place = TestPostgres.emptyDatabase();
        var first = open(StoreSettings.defaults(place, "weir-1"));
        var second = open(StoreSettings.defaults(place, "weir-2"));
        first.record(run("of the first"));
        assertThat(ids(first)).containsExactly("of the first");
        clock.advance(Duration.ofSeconds(1));
        second.record(run("of the second"));

        assertThat(ids(second)).containsExactly("of the second", "of the first");
        assertThat(ids(first)).containsExactly("of the second", "of the first");
        var ofSecond = RunFilter.ALL.withInstance("weir-2");
        assertThat(first.find(HistoryQuery.newest(10).withRuns(ofSecond)).executions())
                .singleElement()
                .satisfies(stored -> assertThat(stored.instance()).isEqualTo("weir-2"));
        assertThat(count(first, RunFilter.ALL)).isEqualTo(2);
        assertThat(count(first, ofSecond)).isEqualTo(1);
    }

    @Test
    void whatIsForgottenIsNotStoredLaterByAWeirThatStillHasIt() {
        var contact = new ContactHash("0123456789abcdef");
        var other = new ContactHash("fedcba9876543210");
        var place = TestPostgres.emptyDatabase();
        var first = open(StoreSettings.defaults(place, "weir-1"));
        var second = open(StoreSettings.defaults(place, "weir-2"));
        assertThat(ids(first)).isEmpty();
        assertThat(ids(second)).isEmpty();
        second.record(run("to be forgotten", contact));
        second.record(run("of another contact", other));
        clock.advance(Duration.ofMillis(1));
        assertThat(first.forget(contact)).isBetween(0L, 1L);

        second.record(run("after", contact));
        assertThat(ids(second)).containsExactly("after", "of another contact");
        assertThat(ids(first)).containsExactly("after", "of another contact");
        clock.advance(Duration.ofMillis(1));
        assertThat(first.forget(contact)).isOne();
        assertThat(ids(first)).containsExactly("of another contact");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whatIsForgottenIsNotKeptByTheFirstBatchOfANewWeir() throws Exception {
        var contact = new ContactHash("0123456789abcdef");
        var place = TestPostgres.emptyDatabase();
        var first = open(StoreSettings.defaults(place, "weir-1"));
        assertThat(ids(first)).isEmpty();
        var second = StoreSettings.defaults(place, "weir-2");
        var pending = new PendingRuns(second);
        pending.add(run("to be forgotten", contact));
        try (var connection = new PostgresDatabase(place).openBeside(false);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            new BatchWriter(committedLater(connection), second).write(pending.takeAll(), 1);
            var forgotten = threads.submit(() -> new ExistingStore(place, clock).forget(contact));
            while (!forgotten.isDone() && !isWaitedFor(place)) {
                Thread.onSpinWait();
            }
            connection.commit();

            assertThat(forgotten.get()).isOne();
        }
        assertThat(ids(first)).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    /** The same connection, whose commits wait for the caller's. */
    private static Connection committedLater(Connection connection) {
        InvocationHandler handler = (_, method, arguments) ->
                method.getName().equals("commit") ? null : method.invoke(connection, arguments);
        return (Connection)
                Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    /** Whether one transaction waits for another. */
    private static boolean isWaitedFor(StoreSettings.Place.Postgres place) throws SQLException {
        try (var connection = DriverManager.getConnection(place.url())) {
            return new Sql("select 1 from pg_stat_activity"
                            + " where datname = current_database() and wait_event_type = 'Lock'")
                    .first(connection, row -> row.getInt(1))
                    .isPresent();
        }
    }

    @Test
    void twoWeirsOfOneNameLoseAndMixUpNothing() {
        var place = TestPostgres.emptyDatabase();
        var first = open(settings(place));
        var second = open(settings(place));
        for (int i = 0; i < 3; i++) {
            first.record(run("of the first " + i));
            clock.advance(Duration.ofSeconds(1));
            second.record(run("of the second " + i));
            clock.advance(Duration.ofSeconds(1));
            assertThat(ids(first)).hasSizeBetween(2 * i + 1, 2 * i + 2);
            assertThat(ids(second)).hasSize(2 * i + 2);
        }
        assertThat(ids(first))
                .containsExactly(
                        "of the second 2",
                        "of the first 2",
                        "of the second 1",
                        "of the first 1",
                        "of the second 0",
                        "of the first 0");
        assertThat(count(first, RunFilter.ALL)).isEqualTo(6);
        assertThat(log.lines()).isEmpty();
    }

    private static long count(StoredExecutionHistory history, RunFilter runs) {
        return history.summary(new SummaryQuery(By.ACTION, START, START.plusSeconds(60), runs, Order.COUNT, 10))
                .groups()
                .getFirst()
                .count();
    }

    private static StoreSettings settings(StoreSettings.Place place) {
        return StoreSettings.defaults(place, "weir-1");
    }

    private static EmbeddedPostgres.Builder server(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }
}
