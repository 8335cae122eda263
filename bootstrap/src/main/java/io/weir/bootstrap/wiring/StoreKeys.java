package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Setting;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Derives the keys for each purpose from one secret (HKDF-SHA256, RFC 5869). The label of a purpose must never change,
 * because what was made with the derived key could not be used any more.
 */
public final class StoreKeys {
    private static final System.Logger LOG = System.getLogger(StoreKeys.class.getName());
    private static final String CONTACT_HASHES = "weir contact hashes";
    private static final int BYTES = 32;

    private final byte[] secret;

    StoreKeys(byte[] secret) {
        this.secret = secret.clone();
    }

    /**
     * Keys from the secret that {@code key} describes. If its file does not exist, it is created. If that fails or the
     * file is unusable, a warning in the log says why, and the keys are of this process.
     */
    static StoreKeys of(Config.StoreKey key, RandomGenerator random) {
        return switch (key) {
            case Config.StoreKey.Given(var secret) -> ofText(secret);
            case Config.StoreKey.InFolder(Path folder) -> inFolder(new StoreKeyFile(folder), random);
            case Config.StoreKey.OfThisProcess() -> ofThisProcess(random);
        };
    }

    /** The pseudonyms of a Weir with {@code config}; creates the key's file like {@link #of}. */
    static Pseudonyms pseudonyms(Config config, RandomGenerator random) {
        return switch (config.observability().contactKey()) {
            case Config.ContactKey.Given(var key) -> given(key);
            case Config.ContactKey.Derived() -> {
                var key = config.history().key();
                if (key instanceof Config.StoreKey.OfThisProcess) {
                    LOG.log(
                            Level.INFO,
                            "contact ids are hashed with a key of this process; set {0} to find them after a restart"
                                    + " and on other replicas",
                            Setting.STORE_KEY);
                }
                yield of(key, random).pseudonyms();
            }
        };
    }

    /**
     * The pseudonyms with which a Weir with {@code config} hashes contact ids; empty if it has no lasting key. Throws
     * {@link IOException} if the key's file is unusable.
     */
    public static Optional<Pseudonyms> existingPseudonyms(Config config) throws IOException {
        if (config.observability().contactKey() instanceof Config.ContactKey.Given(var key)) {
            return Optional.of(given(key));
        }
        return switch (config.history().key()) {
            case Config.StoreKey.Given(var secret) -> Optional.of(ofText(secret).pseudonyms());
            case Config.StoreKey.InFolder(Path folder) ->
                new StoreKeyFile(folder).read().map(secret -> ofText(secret).pseudonyms());
            case Config.StoreKey.OfThisProcess() -> Optional.empty();
        };
    }

    private static StoreKeys inFolder(StoreKeyFile file, RandomGenerator random) {
        try {
            var known = file.read();
            if (known.isPresent() && file.isOpenToOthers()) {
                LOG.log(
                        Level.WARNING,
                        "other users of this machine may read the store''s key; run: chmod 600 ''{0}''",
                        file);
            }
            return ofText(known.isPresent() ? known.get() : file.create(random));
        } catch (IOException unusable) {
            LOG.log(
                    Level.WARNING,
                    "the store''s key is of this process, and contacts cannot be found after a restart: {0}",
                    String.valueOf(unusable.getMessage()));
            return ofThisProcess(random);
        }
    }

    private static StoreKeys ofThisProcess(RandomGenerator random) {
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        return new StoreKeys(secret);
    }

    private static StoreKeys ofText(String secret) {
        return new StoreKeys(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static Pseudonyms given(String key) {
        return new Pseudonyms(key.getBytes(StandardCharsets.UTF_8));
    }

    Pseudonyms pseudonyms() {
        return new Pseudonyms(derive(CONTACT_HASHES));
    }

    /** The key of 32 bytes for the purpose {@code label}. */
    byte[] derive(String label) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .thenExpand(label.getBytes(StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has HKDF-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "StoreKeys[hidden]";
    }
}
