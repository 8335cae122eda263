package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.port.WriteJournal;
import io.weir.domain.port.WriteJournal.Claim;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteWritesContractTest extends StoredWritesContract {
    @TempDir
    Path folder;

    @Override
    StoreSettings.Place place() {
        try {
            return new StoreSettings.Place.Folder(Files.createTempDirectory(folder, "store"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private StoreSettings.Place here() {
        return new StoreSettings.Place.Folder(folder);
    }

    @Test
    void waitsForTheDiskAtEachCommit() {
        assertThat(SharedStores.rows(stores.openWrites(here()), "pragma synchronous"))
                .as("full")
                .containsExactly("2");
    }

    @Test
    void onlyTheOwnerReadsTheFiles() throws IOException {
        journal(stores.openWrites(here())).claim(KEY, "a", LEASE);

        for (String name : new String[] {"writes.db", "writes.db-wal", "writes.db-shm"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void waitsForNoOtherFileOfTheFolder() throws SQLException {
        stores.open(here());
        try (var busy = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shared.db"));
                var statement = busy.createStatement()) {
            statement.execute("begin exclusive");

            assertThat(journal(stores.openWrites(here())).claim(KEY, "a", LEASE))
                    .isEqualTo(new Claim.New());
        }
    }

    @Test
    void isUsedAgainWhenAnotherReleasesTheFile() throws SQLException {
        try (var log = new LogOf(StoredWriteJournal.class)) {
            var journal = journal(stores.openWrites(here()));
            try (var busy = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("writes.db"));
                    var statement = busy.createStatement()) {
                statement.execute("begin immediate");
                assertThat(claim(journal)).isEmpty();
                assertThat(claim(journal)).isEmpty();
                statement.execute("rollback");
            }
            while (journal.problem().isPresent()) {
                // the look of each second ends it
                Thread.onSpinWait();
            }

            assertThat(claim(journal)).contains(new Claim.New());
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().getFirst()).startsWith("WARNING the journal of writes cannot be written in '");
            assertThat(log.lines().getLast()).startsWith("INFO the journal of writes is written in '");
        }
    }

    private static Optional<Claim> claim(WriteJournal journal) {
        try {
            return Optional.of(journal.claim(KEY, "a", LEASE));
        } catch (SharedStoreUnavailable _) {
            return Optional.empty();
        }
    }

    @Test
    void aCorruptFileIsRenamedAndANewOneBegun() throws IOException {
        Files.writeString(folder.resolve("writes.db"), "no database, and longer than a header".repeat(999));
        try (var store = SharedStore.ofWrites(here(), SharedStore.Tables.UPGRADED, () -> now);
                var renamed = new LogOf(SharedStore.class)) {
            var journal = journal(store);
            while (claim(journal).isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(journal.claim(KEY, "b", LEASE)).isEqualTo(new Claim.Held());
            assertThat(renamed.lines()).singleElement().asString().contains("writes.db.corrupt-20260131T100200Z");
        }
    }
}
