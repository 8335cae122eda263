package io.weir.adapter.out.profiler.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeclarationsContractTest extends StoredDeclarationsContract {
    @TempDir
    Path folder;

    @Override
    StoreSettings.Place place() {
        return new StoreSettings.Place.Folder(folder);
    }
}
