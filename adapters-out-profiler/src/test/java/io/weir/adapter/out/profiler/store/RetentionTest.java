package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.Execution;
import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SeriesQuery;
import io.weir.domain.history.SeriesQuery.Step;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.port.ExecutionHistory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store keeps, and for how long. */
class RetentionTest extends StoreTest {
    private static final String SHAPE = "SELECT Id FROM Contact WHERE Phone = ?";

    @Test
    void keepsSlowAndSomeOfTheFailedRunsBeyondTheNewest() {
        var history = open(settings(2, 512L << 20));
        history.record(run("slow", SHAPE, Execution.ANSWERED, Duration.ofSeconds(1)));
        for (int i = 0; i < 12; i++) {
            history.record(run("failed-" + i, SHAPE, "salesforce_timeout", Duration.ofMillis(12)));
        }
        ids(history);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMillis(1));
            history.record(run("plain-" + i));
        }
        assertThat(ids(history)).hasSize(13).startsWith("plain-4", "plain-3").contains("slow", "failed-9");
        assertThat(history.summary(ofTheDay(By.OUTCOME, START)).groups())
                .extracting(GroupSummary::count)
                .containsExactly(12L, 6L);
    }

    @Test
    void forgetsExecutionsAfterTheirDaysAndKeepsTheirStatistics() {
        var history = open(settings(1_000, 512L << 20));
        history.record(run("old"));
        assertThat(ids(history)).containsExactly("old");
        clock.advance(Duration.ofDays(13));
        assertThat(ids(history)).containsExactly("old");
        clock.advance(Duration.ofDays(2));
        assertThat(retained(history)).isEmpty();

        for (int day : List.of(20, 200, 150)) {
            assertThat(history.summary(ofTheDay(By.ACTION, START)).groups())
                    .singleElement()
                    .satisfies(group -> assertThat(group.percentiles().p50())
                            .isBetween(Duration.ofMillis(12), Duration.ofNanos(12_120_000)));
            clock.advance(Duration.ofDays(day));
            retained(history);
        }
        clock.advance(Duration.ofDays(30));
        retained(history);
        assertThat(history.summary(ofTheDay(By.ACTION, START)).groups()).isEmpty();
    }

    @Test
    void aSeriesHasTheStepsThatAreKept() {
        var history = open(settings(1_000, 512L << 20));
        history.record(run("old"));
        var hour = new SeriesQuery(START, START.plus(Duration.ofHours(1)), RunFilter.ALL);
        for (var step : List.of(Step.MINUTE, Step.HOUR, Step.DAY)) {
            var series = history.series(hour);
            assertThat(series.step()).isEqualTo(step);
            assertThat(series.points()).singleElement().satisfies(point -> {
                assertThat(point.time()).isEqualTo(step.startOf(START));
                assertThat(point.count()).isOne();
            });
            clock.advance(Duration.ofDays(step == Step.MINUTE ? 3 : 36));
            retained(history);
        }
    }

    @Test
    void everyPeriodCountsTheRunsOfSeveralMinutesAndShapes() {
        var history = open(settings());
        for (int batch = 0; batch < 2; batch++) {
            for (int i = 0; i < 3; i++) {
                history.record(run("run", "SELECT " + i % 2, Execution.ANSWERED, Duration.ofMillis(10L << i)));
                clock.advance(Duration.ofMinutes(1));
            }
            ids(history);
        }
        for (int days : List.of(0, 3, 40)) {
            clock.advance(Duration.ofDays(days));
            retained(history);
            assertThat(history.summary(ofTheDay(By.ACTION, START)).groups())
                    .singleElement()
                    .satisfies(group -> {
                        assertThat(group.count()).isEqualTo(6);
                        assertThat(group.time()).isEqualTo(Duration.ofMillis(140));
                        assertThat(group.max()).isEqualTo(Duration.ofMillis(40));
                        assertThat(group.percentiles().p50()).isBetween(Duration.ofMillis(20), Duration.ofMillis(21));
                        assertThat(group.percentiles().p99()).isEqualTo(Duration.ofMillis(40));
                    });
            assertThat(history.summary(ofTheDay(By.SHAPE, START)).groups())
                    .extracting(GroupSummary::count)
                    .containsExactly(4L, 2L);
        }
    }

    @Test
    void startsAfreshAfterAYearWithoutRuns() {
        var before = open(settings());
        before.record(run("of last year"));
        before.close();
        clock.advance(Duration.ofDays(365));
        var history = open(settings());
        history.record(run("of today"));
        ids(history);

        assertThat(ids(history)).containsExactly("of today");
        for (var day : List.of(START, clock.instant())) {
            assertThat(history.summary(ofTheDay(By.ACTION, day)).groups())
                    .extracting(GroupSummary::count)
                    .containsExactly(1L);
        }
    }

    @Test
    void statisticsOfADayAreOfAtMostSoManyShapes() throws SQLException {
        var database = new SqliteDatabase(folder, "weir-1");
        try (var connection = opened(database)) {
            for (int restart = 0; restart < 2; restart++) {
                var writer = new BatchWriter(connection, settings(), 3);
                var runs = IntStream.range(0, 5)
                        .mapToObj(i -> run("run", "SELECT " + i, Execution.ANSWERED, Duration.ofMillis(1)))
                        .toList();
                writer.write(batch(restart == 0 ? runs : runs.reversed()), restart);
            }
            clock.advance(Duration.ofDays(1));
            new BatchWriter(connection, settings(), 3)
                    .write(batch(List.of(run("run", "SELECT 9", Execution.ANSWERED, Duration.ofMillis(1)))), 2);
        } finally {
            database.close();
        }
        var history = open(settings());
        var groups = history.summary(ofTheDay(By.SHAPE, START)).groups();
        assertThat(groups).extracting(GroupSummary::count).containsExactly(4L, 2L, 2L, 2L);
        assertThat(groups.getFirst().key()).isEqualTo(GroupSummary.OTHER);
        assertThat(history.summary(ofTheDay(By.SHAPE, clock.instant())).groups())
                .extracting(GroupSummary::soqlShape)
                .containsExactly("SELECT 9");
    }

    @Test
    void aBatchThatWasCommittedUnnoticedIsNotWrittenAgain() throws SQLException {
        var database = new SqliteDatabase(folder, "weir-1");
        try (var connection = opened(database)) {
            var writer = new BatchWriter(connection, settings());
            writer.write(batch(List.of(run("once"))), 7);
            writer.write(batch(List.of(run("once"))), 7);
            writer.write(batch(List.of(run("next"))), 8);
        } finally {
            database.close();
        }
        assertThat(ids(open(settings()))).containsExactlyInAnyOrder("once", "next");
    }

    @Test
    void theOldestGoFirstWhenTheStoreIsTooLarge() {
        long most = 1L << 20;
        var history = open(settings(100_000, most));
        for (int i = 0; i < 8_000; i++) {
            clock.advance(Duration.ofMillis(1));
            history.record(run("run-" + i));
        }
        for (int pass = 0; pass < 10; pass++) {
            clock.advance(Duration.ofSeconds(11));
            ids(history);
        }
        assertThat(history.evicted()).isPositive();
        assertThat(ids(history)).hasSizeLessThan(8_000).startsWith("run-7999");
        assertThat(folder.resolve("history.db").toFile().length()).isLessThan(8 * most);
        assertThat(history.summary(ofTheDay(By.ACTION, START))
                        .groups()
                        .getFirst()
                        .count())
                .isEqualTo(8_000);
        assertThat(history.dropped()).isZero();
    }

    @Test
    void givesTheRoomOfWhatIsDeletedBackToTheDisk() throws SQLException {
        var database = new SqliteDatabase(folder, "weir-1");
        try (var connection = opened(database);
                var statement = connection.createStatement()) {
            statement.executeUpdate("create table large as select zeroblob(16000000) as bytes");
            statement.executeUpdate("drop table large");
            connection.commit();
            int before = pages(statement);
            connection.commit();
            connection.setAutoCommit(true);
            database.shrink(connection);
            assertThat(pages(statement)).isLessThanOrEqualTo(before - 1_000);
        } finally {
            database.close();
        }
    }

    private static int pages(Statement statement) throws SQLException {
        try (var pages = statement.executeQuery("pragma page_count")) {
            return pages.getInt(1);
        }
    }

    private Batch batch(List<Execution> runs) {
        var pending = new PendingRuns(settings());
        runs.forEach(pending::add);
        return pending.takeAll();
    }

    /** What is left after a look at what is too old. */
    private static List<String> retained(ExecutionHistory history) {
        ids(history);
        return ids(history);
    }

    private Connection opened(SqliteDatabase database) throws SQLException {
        try {
            var connection = database.openWriter();
            Migrations.ofThisWeir().migrate(database, connection);
            return connection;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private StoreSettings settings(int newest, long maxBytes) {
        return new StoreSettings(settings().place(), "weir-1", newest, Duration.ofSeconds(1), 14, maxBytes);
    }

    private static SummaryQuery ofTheDay(By by, Instant instant) {
        return new SummaryQuery(
                by,
                instant.minus(Duration.ofHours(10)),
                instant.plus(Duration.ofHours(14)),
                RunFilter.ALL,
                Order.COUNT,
                10);
    }
}
