package io.weir.bootstrap.wiring;

import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.bootstrap.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the keys for each purpose from one secret (HKDF-SHA256, RFC 5869). The label of a purpose must never change,
 * because what was made with the derived key could not be used any more.
 */
public final class StoreKeys {
    private static final String CONTACT_HASHES = "weir contact hashes";
    private static final String SHARED_SECRETS = "weir shared secrets";
    private static final String LOGIN_FINGERPRINTS = "weir login fingerprints";
    private static final int BYTES = 32;

    private final byte[] secret;

    private StoreKeys(byte[] secret) {
        this.secret = secret;
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

    /** Keys from {@code secret}. */
    static StoreKeys ofText(String secret) {
        return new StoreKeys(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Pseudonyms with the {@code key} of the configuration. */
    static Pseudonyms given(String key) {
        return new Pseudonyms(key.getBytes(StandardCharsets.UTF_8));
    }

    Pseudonyms pseudonyms() {
        return new Pseudonyms(contactKey());
    }

    /** The key of {@link #pseudonyms}. */
    byte[] contactKey() {
        return derive(CONTACT_HASHES);
    }

    /** The key that encrypts the secrets that Weirs share in a store. */
    byte[] sharedSecretsKey() {
        return derive(SHARED_SECRETS);
    }

    /** A text that names {@code credentials} and reveals nothing about them. */
    String loginFingerprint(String credentials) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive(LOGIN_FINGERPRINTS), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(credentials.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
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
