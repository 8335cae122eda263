package io.weir.adapter.in.http.exchange;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns what identifies people, or may, into HMAC-SHA-256 with a key: the same for the same text, so that it can be searched for,
 * and nothing anybody can turn back without the key. Thread-safe.
 */
public final class Pseudonyms {
    /** The shortest key: contact ids are short numbers, which a weak key would not hide. */
    public static final int SHORTEST_KEY = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final int BYTES = 12;

    private final Mac keyed;

    /**
     * Pseudonyms by {@code key}, of which no copy is kept but in the algorithm; throws {@link IllegalArgumentException} for one of less
     * than {@link #SHORTEST_KEY} bytes.
     */
    public Pseudonyms(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key has at least %d bytes".formatted(SHORTEST_KEY));
        }
        try {
            this.keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** The contact that a caller calls {@code id}; {@link ContactHash#NONE} for a blank one. */
    public ContactHash ofContact(String id) {
        String stripped = id.strip();
        return stripped.isEmpty() ? ContactHash.NONE : new ContactHash(hashed("contact:" + stripped));
    }

    /** An id for the request that its caller calls {@code id}, which may not be repeated. */
    RequestId ofRequest(String id) {
        return RequestId.made("hashed-" + hashed("request:" + id));
    }

    /** Begins what it hashes with its kind, so that a contact's hash says nothing of a request with the same id. */
    private String hashed(String text) {
        try {
            var mac = (Mac) keyed.clone();
            return HEX.formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own HMAC can be cloned", e);
        }
    }

    @Override
    public String toString() {
        return "Pseudonyms[key hidden]";
    }
}
