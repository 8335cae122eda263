package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.port.HistoryUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A command reads and prunes the store while a Weir writes to it. */
class ExistingStoreTest extends StoreTest {
    @TempDir
    static Path otherFolder;

    static Stream<StoreSettings.Place> places() {
        return Stream.of(new StoreSettings.Place.Folder(otherFolder), TestPostgres.emptyDatabase());
    }

    @ParameterizedTest
    @MethodSource("places")
    void readsAndForgetsBesideTheWeirThatWrites(StoreSettings.Place place) {
        var writing = open(StoreSettings.defaults(place, "weir-1"));
        writing.record(run("first"));
        writing.advice().keep(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
        var existing = new ExistingStore(place, clock);

        assertThat(ids(existing)).containsExactly("first");
        assertThat(existing.advice(10)).containsExactly(Advice.on("SELECT Id FROM Contact WHERE Phone = ?", 0));
        var lastHour = new SummaryQuery(
                By.ACTION,
                START.minus(Duration.ofHours(1)),
                START.plus(Duration.ofHours(1)),
                RunFilter.ALL,
                Order.COUNT,
                10);
        assertThat(existing.summary(lastHour).groups()).hasSize(1);

        existing.record(run("of the command"));
        assertThat(existing.forget(ContactHash.NONE)).isOne();
        writing.record(run("second"));
        assertThat(ids(writing)).containsExactly("second");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void forgetsOnceAWeirHasStoredItsBatch() throws Exception {
        var writing = open(settings());
        writing.record(run("first"));
        assertThat(ids(writing)).containsExactly("first");
        var existing = new ExistingStore(settings().place(), clock);
        var file = "jdbc:sqlite:" + folder.resolve("history.db");
        try (var weir = DriverManager.getConnection(file);
                var statement = weir.createStatement()) {
            weir.setAutoCommit(false);
            statement.executeUpdate("update weir_series set seen = seen");
            var stored = CompletableFuture.runAsync(
                    () -> commit(weir), CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

            assertThat(existing.forget(ContactHash.NONE)).isOne();
            stored.join();
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void makesNoStore() {
        var existing = new ExistingStore(new StoreSettings.Place.Folder(folder), clock);

        assertThatThrownBy(() -> ids(existing))
                .isInstanceOf(HistoryUnavailable.class)
                .hasMessageContaining("the file does not exist");
        assertThatThrownBy(() -> existing.forget(new ContactHash("0123456789abcdef")))
                .isInstanceOf(HistoryUnavailable.class);
        assertThat(folder).isEmptyDirectory();
    }
}
