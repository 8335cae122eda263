package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerContractTest extends StoredLedgerContract {
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
}
