package io.weir.bootstrap.command;

import io.weir.adapter.out.profiler.store.ExistingStore;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.config.Setting;
import io.weir.domain.port.HistoryUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;

/** What a command does with the store of a configuration. */
interface StoreUse {
    /** The exit status if the store or a file cannot be used. */
    int FAILED = 1;

    /** Returns the exit status. */
    int with(Config config, ExistingStore store) throws IOException;

    /** Runs {@code use} with the store of {@code environment}, or prints why not. Returns the exit status. */
    static int run(Map<String, String> environment, InstantSource clock, PrintWriter err, StoreUse use) {
        try {
            var config = Config.from(environment);
            if (config.history().store().isEmpty()) {
                err.println(
                        "there is no store, because %s is false; the history is in the memory of the Weir that serves"
                                .formatted(Setting.STORE_ENABLED));
                return FAILED;
            }
            return use.with(config, new ExistingStore(config.history().store().get(), clock));
        } catch (InvalidConfig invalid) {
            invalid.problems().forEach(err::println);
            return InvalidConfig.EXIT_STATUS;
        } catch (HistoryUnavailable | IOException | UncheckedIOException failure) {
            err.println(failure.getMessage());
            return FAILED;
        }
    }
}
