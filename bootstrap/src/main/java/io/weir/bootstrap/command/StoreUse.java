package io.weir.bootstrap.command;

import io.weir.adapter.out.profiler.store.ExistingStore;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Setting;
import io.weir.domain.port.HistoryUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** What a command does with the store of a configuration. */
interface StoreUse {
    /** The exit status if the store or a file cannot be used. */
    int FAILED = 1;

    /** Returns the exit status. */
    int with(Config config, ExistingStore store) throws IOException;

    /**
     * Runs {@code use} with the store of {@code environment}, or prints why the store cannot be used. Returns the exit
     * status.
     */
    static int run(Map<String, String> environment, InstantSource clock, PrintWriter err, StoreUse use) {
        try {
            var config = Config.from(environment);
            if (config.history().store().isEmpty()) {
                err.println(
                        "there is no store, because %s is false; the history is in the memory of the Weir that serves"
                                .formatted(Setting.STORE_ENABLED));
                return FAILED;
            }
            var place = config.history().store().get();
            if (place instanceof StoreSettings.Place.Folder(var folder)) {
                requireHistory(folder);
            }
            return use.with(config, new ExistingStore(place, clock));
        } catch (HistoryUnavailable | IOException | UncheckedIOException failure) {
            err.println(failure.getMessage());
            return FAILED;
        }
    }

    /** Throws {@link IOException} if {@code folder} has no history; the message says what to do. */
    private static void requireHistory(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new IOException("the data folder '%s' does not exist; set %s as for the Weir that serves"
                    .formatted(folder.toAbsolutePath(), Setting.DATA));
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("the data folder '%s' is not a folder; set %s as for the Weir that serves"
                    .formatted(folder.toAbsolutePath(), Setting.DATA));
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new IOException("the data folder '%s' cannot be read; run this as the user that runs Weir"
                    .formatted(folder.toAbsolutePath()));
        }
    }
}
