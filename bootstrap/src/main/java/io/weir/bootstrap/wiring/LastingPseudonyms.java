package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.in.http.watch.PeriodicTask;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Setting;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pseudonyms of a Weir that serves. Where their key is in the data folder, the file is made, also when the folder
 * can be used only later, and made again when it is lost. While it cannot be made, the key is in memory, and the log
 * says so once. A file that appears meanwhile and has another key wins. Thread-safe.
 */
final class LastingPseudonyms implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LastingPseudonyms.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Pseudonyms pseudonyms;
    private final Runnable stop;

    /** Makes or reads the key's file if there is to be one. */
    LastingPseudonyms(Config config, RandomGenerator random) {
        this(config, random, () -> Thread.sleep(PAUSE));
    }

    /** @param pause before each look at the key's file */
    LastingPseudonyms(Config config, RandomGenerator random, PeriodicTask.Pause pause) {
        if (config.observability().contactKey() instanceof Config.ContactKey.Given(var key)) {
            this.pseudonyms = StoreKeys.given(key);
            this.stop = () -> {};
            return;
        }
        switch (config.history().key()) {
            case Config.StoreKey.Given(var secret) -> {
                this.pseudonyms = StoreKeys.ofText(secret).pseudonyms();
                this.stop = () -> {};
            }
            case Config.StoreKey.OfThisProcess() -> {
                LOG.log(
                        Level.INFO,
                        "contact ids are hashed with a key of this process; set {0} to find them after a restart"
                                + " and on other replicas",
                        Setting.STORE_KEY);
                this.pseudonyms = StoreKeys.ofText(StoreKeyFile.newKey(random)).pseudonyms();
                this.stop = () -> {};
            }
            case Config.StoreKey.InFolder(Path folder) -> {
                var kept = new KeptKey(new StoreKeyFile(folder), StoreKeyFile.newKey(random));
                var looks = new PeriodicTask("weir-store-key", pause, kept::look);
                looks.start();
                this.pseudonyms = kept.pseudonyms;
                this.stop = looks::close;
            }
        }
    }

    /** A key that is in a file, or is to be. For one thread. */
    private static final class KeptKey {
        private final StoreKeyFile file;
        private final Pseudonyms pseudonyms;
        private String key;
        private boolean inFile = true;

        KeptKey(StoreKeyFile file, String newKey) {
            this.file = file;
            this.key = newKey;
            this.pseudonyms = StoreKeys.ofText(newKey).pseudonyms();
            try {
                take(file.readOrCreate(newKey));
                warnIfOpenToOthers();
            } catch (IOException unusable) {
                lost(unusable);
            }
        }

        void look() {
            if (inFile && file.exists()) {
                return;
            }
            try {
                String found = file.readOrCreate(key);
                LOG.log(
                        Level.INFO,
                        found.equals(key)
                                ? "the store''s key is kept in ''{0}'' now"
                                : "the store''s key in ''{0}'' is used now; contacts hashed since the start, with"
                                        + " another key, cannot be found",
                        file);
                take(found);
                warnIfOpenToOthers();
            } catch (IOException unusable) {
                lost(unusable);
            }
        }

        private void take(String found) {
            inFile = true;
            if (!found.equals(key)) {
                key = found;
                pseudonyms.replaceKey(StoreKeys.ofText(found).contactKey());
            }
        }

        private void lost(IOException unusable) {
            if (inFile) {
                inFile = false;
                LOG.log(
                        Level.WARNING,
                        "the store''s key is in memory only, and contacts cannot be found after a restart unless this"
                                + " is corrected while Weir runs: {0}",
                        String.valueOf(unusable.getMessage()));
            }
        }

        private void warnIfOpenToOthers() throws IOException {
            if (file.isOpenToOthers()) {
                LOG.log(
                        Level.WARNING,
                        "other users of this machine may read the store''s key; run: chmod 600 ''{0}''",
                        file);
            }
        }
    }

    /** The pseudonyms; their key may change while they are used. */
    Pseudonyms current() {
        return pseudonyms;
    }

    /** Stops looking after the key's file. */
    @Override
    public void close() {
        stop.run();
    }
}
