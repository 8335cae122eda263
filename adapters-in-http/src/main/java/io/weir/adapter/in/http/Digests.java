package io.weir.adapter.in.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256, which every JDK has. */
final class Digests {
    private static final String ALGORITHM = "HmacSHA256";

    /** To be cloned: looking the algorithm up takes longer than a hash. */
    private static final Mac UNKEYED = unkeyed();

    private Digests() {}

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = (Mac) UNKEYED.clone();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException | CloneNotSupportedException missing) {
            throw missing(missing);
        }
    }

    private static Mac unkeyed() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException missing) {
            throw missing(missing);
        }
    }

    private static IllegalStateException missing(Exception why) {
        return new IllegalStateException("every JDK has HMAC-SHA-256, and one that can be cloned", why);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
