package io.weir.adapter.out.profiler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.domain.port.WriteJournal.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteWriteJournalContractTest extends StoredWriteJournalContract {
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

    @Test
    void isAFileOfItsOwnWhoseCommitsOutlastAPowerCut() throws IOException {
        var store = stores.openWrites(new StoreSettings.Place.Folder(folder));
        new StoredWriteJournal(store, () -> now).ended(KEY, WRITTEN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("writes.db"))))
                .isEqualTo("rw-------");
        assertThat(SharedStores.rows(store, "pragma synchronous")).as("full").containsExactly("2");
        assertThat(folder.resolve("shared.db")).doesNotExist();
    }

    @Test
    void beginsANewFileWhereItIsCorrupt() throws IOException {
        Files.writeString(
                folder.resolve("writes.db"), "no database at all, but long enough to be read as one".repeat(99));
        var store = stores.openWritesUnchecked(new StoreSettings.Place.Folder(folder));
        var journal = new StoredWriteJournal(store, () -> now);

        assertThat(store.open(SharedStores.A_MINUTE)).isFalse();
        assertThat(store.clean()).isTrue();

        assertThat(journal.claim(KEY, "a", LEASE)).isEqualTo(new Claim.New());
        try (var files = Files.newDirectoryStream(folder, "writes.db.corrupt-*")) {
            assertThat(files).hasSize(1);
        }
    }
}
