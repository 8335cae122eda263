package io.weir.adapter.in.http.caller;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256. */
public final class Digests {
    private static final String ALGORITHM = "HmacSHA256";

    private static final Mac PROTOTYPE = prototype();

    private Digests() {}

    private static Mac prototype() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", missing);
        }
    }

    public static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = mac();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", missing);
        }
    }

    /** A copy, because to look an algorithm up costs half as much as a hash. */
    private static Mac mac() throws GeneralSecurityException {
        try {
            return (Mac) PROTOTYPE.clone();
        } catch (CloneNotSupportedException ofThisProvider) {
            return Mac.getInstance(ALGORITHM);
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
