package io.weir.adapter.out.profiler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import io.weir.domain.port.HistoryUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file or folder that cannot be used stops nothing, is reported once, and is used again when it can be. */
class StoreFailureTest extends StoreTest {
    private static final ContactHash CONTACT = new ContactHash("0123456789abcdef");

    @Test
    void remembersAcrossARestart() {
        var first = open(settings());
        first.record(run("before"));
        first.close();
        var second = open(settings());
        second.record(run("after"));
        assertThat(ids(second)).containsExactlyInAnyOrder("before", "after");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void deletesTheNativeLibrariesOfFormerProcesses() throws IOException {
        Files.writeString(folder.resolve("sqlite-3.54.1.0-former-libsqlitejdbc.so"), "");
        Files.writeString(folder.resolve("sqlite-3.54.1.0-former-libsqlitejdbc.so.lck"), "");
        var history = open(settings());
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().contains("former"));
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRenamedAndANewOneBegun() throws IOException {
        Files.writeString(
                folder.resolve("history.db"), "this is no database, and long enough to be looked at".repeat(99));
        var history = open(settings());
        history.record(run("first"));
        assertRecoversFromCorruption(history, "first");
    }

    @Test
    void aFileThatBreaksWhileItIsUsedIsRenamedAndANewOneBegun() throws IOException {
        var first = open(settings());
        for (int i = 0; i < 1_000; i++) {
            first.record(run("run-" + i));
        }
        first.close();
        try (var file = Files.newByteChannel(folder.resolve("history.db"), StandardOpenOption.WRITE)) {
            // all pages but the first, which names the tables
            file.position(4_096);
            file.write(ByteBuffer.wrap(new byte[(int) file.size() - 4_096]));
        }
        var history = open(settings());
        history.record(run("first"));
        assertRecoversFromCorruption(history, "first");
    }

    @Test
    void aCorruptFileThatTwoProcessesShareIsRenamedOnce() throws IOException, SQLException {
        Files.writeString(
                folder.resolve("shared.db"), "this is no database, and long enough to be looked at".repeat(99));
        var one = SqliteDatabase.shared(folder);
        var other = SqliteDatabase.shared(folder);
        assertThatThrownBy(one::openShort).isInstanceOf(SQLException.class);
        assertThatThrownBy(other::openShort).isInstanceOf(SQLException.class);
        assertThat(one.moveAside(START)).endsWith("shared.db.corrupt-20260131T100000Z");
        try (var connection = one.openShort();
                var statement = connection.createStatement()) {
            statement.execute("create table begun (a text)");
            assertThatThrownBy(() -> other.moveAside(START.plusSeconds(1))).isInstanceOf(IOException.class);
        }
        try (var connection = other.openShort();
                var statement = connection.createStatement()) {
            statement.execute("insert into begun (a) values ('kept')");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .filteredOn(file -> file.toString().contains("corrupt"))
                    .hasSize(1);
        }
    }

    private void assertRecoversFromCorruption(StoredExecutionHistory history, String id) throws IOException {
        assertThat(ids(history)).containsExactly(id);
        clock.advance(Duration.ofSeconds(2));
        assertThat(ids(history)).containsExactly(id);
        assertThat(history.isAvailable()).isTrue();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .matches("WARNING the history in '.*history.db' is corrupt and was renamed to"
                        + " .*history.db.corrupt-20260131T1000..Z; a new one is begun");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .filteredOn(file -> file.toString().contains("corrupt"))
                    .hasSize(1);
        }
    }

    @Test
    void aFullDiskKeepsRunsInMemoryUntilThereIsRoom() {
        var pragmas = new ArrayList<>(List.of("pragma max_page_count = 20"));
        var history = open(new SqliteDatabase(folder, "weir-1", pragmas));
        for (int i = 0; i < 500; i++) {
            history.record(run("run-" + i));
        }
        assertThat(ids(history)).hasSize(500);
        assertThat(history.isAvailable()).isFalse();
        assertReportedOnce("disk is full");

        pragmas.clear();
        assertRecovers(history, 500);
        assertThat(history.dropped()).isZero();
    }

    @Test
    void aDiskThatGetsFullInTheMiddleOfABatchStoresNothingOfItUntilThereIsRoom() {
        var pragmas = new ArrayList<>(List.of("pragma max_page_count = 40"));
        var history = open(new SqliteDatabase(folder, "weir-1", pragmas));
        history.record(run("before"));
        assertThat(ids(history)).containsExactly("before");
        for (int i = 1; i < 900; i++) {
            history.record(run("run-" + i));
        }
        assertThat(ids(history)).hasSize(900);
        assertThat(history.isAvailable()).isFalse();
        assertReportedOnce("disk is full");
        assertThat(ids(new ExistingStore(settings().place(), clock))).containsExactly("before");

        pragmas.clear();
        assertRecovers(history, 900);
        assertThat(counted(history)).isEqualTo(900);
    }

    @Test
    void aBatchThatMeetsABugIsTriedAgain() {
        var bugs = new AtomicInteger(1);
        var history = open(BuggyDatabase.of(new SqliteDatabase(folder, "weir-1"), bugs));
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        history.record(run("second"));
        assertThat(ids(history)).hasSize(2);
        assertThat(history.isAvailable()).isTrue();
        assertThat(counted(history)).isEqualTo(2);
        assertThat(history.dropped()).isZero();
    }

    @Test
    void aBatchThatMeetsABugAgainIsSetAsideSoThatLaterOnesAreStored() {
        var bugs = new AtomicInteger(2);
        var history = open(BuggyDatabase.of(new SqliteDatabase(folder, "weir-1"), bugs));
        history.record(run("first"));
        while (bugs.get() > 0) {
            assertThat(ids(history)).containsExactly("first");
        }
        history.record(run("second"));
        assertThat(ids(history)).containsExactly("second");
        assertThat(counted(history)).isOne();
        assertThat(history.dropped()).isOne();
    }

    @Test
    @Timeout(20)
    void aStoreThatHangsLeavesTheNewestRunsReadable() {
        var end = new CountDownLatch(1);
        var history = open(BuggyDatabase.hanging(new SqliteDatabase(folder, "weir-1"), end));
        try {
            history.record(run("first"));
            assertThat(ids(history)).containsExactly("first");
        } finally {
            end.countDown();
        }
        history.record(run("second"));
        assertThat(ids(history)).hasSize(2);
        assertThat(history.isAvailable()).isTrue();
    }

    @Test
    void aStoreThatFailedIsTriedAgainAfterTheClockWasSetBack() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        var history = open(StoreSettings.defaults(new StoreSettings.Place.Folder(folder.resolve("file")), "weir-1"));
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");

        Files.delete(folder.resolve("file"));
        clock.advance(Duration.ofDays(-365));
        history.record(run("earlier"));
        assertThat(ids(history)).containsExactly("first", "earlier");
        assertThat(history.isAvailable()).isTrue();
    }

    @Test
    void aFolderThatCannotBeMadeKeepsRunsInMemory() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        var place = new StoreSettings.Place.Folder(folder.resolve("file"));
        var history = open(StoreSettings.defaults(place, "weir-1"));
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        assertReportedOnce("'%s' is not a folder".formatted(folder.resolve("file")));

        Files.delete(folder.resolve("file"));
        assertRecovers(history, 1);
    }

    @Test
    void aFileThatMayOnlyBeReadKeepsRunsInMemory() {
        open(settings()).close();
        var pragmas = new ArrayList<>(List.of("pragma query_only = true"));
        var history = open(new SqliteDatabase(folder, "weir-1", pragmas));
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        assertReportedOnce("readonly");

        pragmas.clear();
        assertRecovers(history, 1);
    }

    @Test
    void aFileThatAnotherProgramHasLockedKeepsRunsInMemory() throws SQLException {
        open(settings()).close();
        var history = open(settings());
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("history.db"));
                var statement = other.createStatement()) {
            statement.execute("begin immediate");
            history.record(run("first"));
            assertThat(ids(history)).containsExactly("first");
            assertReportedOnce("locked");
        }
        assertRecovers(history, 1);
    }

    @Test
    void aSecondWeirInTheFolderKeepsItsRunsInMemoryUntilTheFirstEnds() {
        var first = open(settings());
        first.record(run("of the first"));
        assertThat(ids(first)).containsExactly("of the first");
        var second = open(settings());
        second.record(run("of the second"));
        assertThat(ids(second)).containsExactly("of the second");
        String firstWeir =
                "instance weir-1, process %d".formatted(ProcessHandle.current().pid());
        assertReportedOnce("another Weir uses this folder: " + firstWeir);
        assertThatThrownBy(() -> second.forget(CONTACT))
                .isInstanceOfSatisfying(
                        HistoryUnavailable.class,
                        unavailable -> assertThat(unavailable.holder()).contains(firstWeir))
                .hasMessageEndingWith("another Weir uses this folder: " + firstWeir);

        first.close();
        assertRecovers(second, 2, "INFO the data folder is free again: this Weir stores its history in '.*' now");
    }

    @Test
    void aFolderWhoseHolderDidNotGiveItsNameIsInUse() throws IOException {
        try (var lock = FileChannel.open(
                        folder.resolve("history.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            var history = open(settings());
            history.record(run("first"));
            assertThat(ids(history)).containsExactly("first");
            assertThat(log.lines()).singleElement().asString().endsWith("another Weir uses this folder");
            assertThatThrownBy(() -> history.forget(CONTACT))
                    .isInstanceOfSatisfying(
                            HistoryUnavailable.class,
                            unavailable -> assertThat(unavailable.holder()).isEmpty());
        }
    }

    @Test
    void aFileThatIsRemovedIsMadeAnew() throws IOException {
        var history = open(settings());
        history.record(run("before"));
        assertThat(ids(history)).containsExactly("before");
        Files.delete(folder.resolve("history.db"));
        assertThat(ids(history)).containsExactly("before");
        clock.advance(Duration.ofMinutes(1));
        history.record(run("after"));
        assertThat(ids(history)).contains("after");
    }

    @Test
    void aMigrationThatFailsChangesNothing() {
        open(settings()).close();
        var broken = new Migrations(Stream.concat(
                        Migrations.ofThisWeir().scripts().stream(), Stream.of("create table weir_new (a text); oops;"))
                .toList());
        var history = open(new SqliteDatabase(folder, "weir-1"), broken);
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        assertReportedOnce("oops");
        history.close();

        var again = open(settings());
        assertThat(ids(again)).isEmpty();
        assertThat(again.isAvailable()).isTrue();
    }

    @Test
    void tablesOfALaterWeirAreLeftAlone() {
        var later = new Migrations(
                Stream.concat(Migrations.ofThisWeir().scripts().stream(), Stream.of("create table weir_new (a text);"))
                        .toList());
        open(new SqliteDatabase(folder, "weir-1"), later).close();
        var history = open(settings());
        history.record(run("first"));
        assertThat(ids(history)).containsExactly("first");
        int known = Migrations.ofThisWeir().scripts().size();
        assertReportedOnce(
                "its tables have version %d, and this Weir knows versions up to %d".formatted(known + 1, known));
    }

    @Test
    void whatCannotBeDeletedNowIsNotReportedAsDeleted() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        var place = new StoreSettings.Place.Folder(folder.resolve("file"));
        var history = open(StoreSettings.defaults(place, "weir-1"));
        assertThatThrownBy(() -> history.forget(CONTACT)).isInstanceOf(HistoryUnavailable.class);
    }

    private void assertReportedOnce(String reason) {
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING the history cannot be stored in '")
                .contains("' and is kept in memory: ")
                .contains(reason);
    }

    /** Attempts fail until the store works, and then it has all {@code runs}. */
    private void assertRecovers(StoredExecutionHistory history, int runs) {
        assertRecovers(history, runs, "INFO the history is stored in '.*' again");
    }

    private void assertRecovers(StoredExecutionHistory history, int runs, String message) {
        clock.advance(Duration.ofMinutes(1));
        assertThat(ids(history)).hasSize(runs);
        assertThat(history.isAvailable()).isTrue();
        assertThat(log.lines()).hasSize(2).last().asString().matches(message);
    }

    /** How many runs the statistics count. */
    private long counted(StoredExecutionHistory history) {
        return history.summary(
                        new SummaryQuery(By.ACTION, START, START.plusSeconds(60), RunFilter.ALL, Order.COUNT, 10))
                .groups()
                .getFirst()
                .count();
    }
}
