package io.weir.adapter.in.http.caller;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256. */
public final class Digests {
    private static final String ALGORITHM = "HmacSHA256";

    /** Found once: to look for a provider takes longer than the hash. */
    private static final Provider PROVIDER = provider();

    private Digests() {}

    public static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM, PROVIDER);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw noHmac(missing);
        }
    }

    private static Provider provider() {
        try {
            return Mac.getInstance(ALGORITHM).getProvider();
        } catch (GeneralSecurityException missing) {
            throw noHmac(missing);
        }
    }

    private static IllegalStateException noHmac(GeneralSecurityException cause) {
        return new IllegalStateException("every JDK has HMAC-SHA-256", cause);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
