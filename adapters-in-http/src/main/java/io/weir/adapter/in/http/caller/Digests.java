package io.weir.adapter.in.http.caller;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256. */
public final class Digests {
    private static final String ALGORITHM = "HmacSHA256";

    /** To copy it takes less time than to look for a provider of the algorithm. */
    private static final Mac PROTOTYPE = prototype();

    private Digests() {}

    public static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = (Mac) PROTOTYPE.clone();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException | InvalidKeyException impossible) {
            throw new IllegalStateException("the JDK's HMAC-SHA-256 can be copied and takes any key", impossible);
        }
    }

    private static Mac prototype() {
        try {
            // with its provider, which is otherwise chosen at the first copy
            return Mac.getInstance(ALGORITHM, Mac.getInstance(ALGORITHM).getProvider());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", missing);
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
