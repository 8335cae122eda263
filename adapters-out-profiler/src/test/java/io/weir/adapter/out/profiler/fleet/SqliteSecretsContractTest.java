package io.weir.adapter.out.profiler.fleet;

import io.weir.adapter.out.profiler.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSecretsContractTest extends StoredSecretsContract {
    @TempDir
    Path folder;

    @Override
    StoreSettings.Place place() {
        return new StoreSettings.Place.Folder(folder);
    }
}
