package io.weir.adapter.in.http.exchange;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces personal data by its HMAC-SHA-256: the same text has the same pseudonym, and only the key's owner can relate
 * the two. Thread-safe.
 */
public final class Pseudonyms {
    /** The minimum length of a key, in bytes: a weak key would not hide contact ids, which are short numbers. */
    public static final int SHORTEST_KEY = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final int BYTES = 12;

    private volatile Mac keyed;

    /**
     * Pseudonyms with {@code key}, of which only the algorithm keeps a copy; throws {@link IllegalArgumentException}
     * for a key of less than {@link #SHORTEST_KEY} bytes.
     */
    public Pseudonyms(byte[] key) {
        this.keyed = mac(key);
    }

    /** Uses {@code key} from now on; throws like the constructor. */
    public void replaceKey(byte[] key) {
        this.keyed = mac(key);
    }

    private static Mac mac(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key has at least %d bytes".formatted(SHORTEST_KEY));
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** The pseudonym of the contact {@code id}; {@link ContactHash#NONE} for a blank one. */
    public ContactHash ofContact(String id) {
        String stripped = id.strip();
        return stripped.isEmpty() ? ContactHash.NONE : new ContactHash(hashed("contact:" + stripped));
    }

    /** The pseudonym of the request {@code id}. */
    RequestId ofRequest(String id) {
        return RequestId.made("hashed-" + hashed("request:" + id));
    }

    /** The pseudonym of a signed {@code message}. */
    public String ofSignedMessage(String message) {
        return hashed("signed:" + message);
    }

    /** 32 bytes that stand for what a request wants to have written, described by {@code text}. */
    public byte[] ofWrite(String text) {
        return whole("write:" + text);
    }

    /** Hashes {@code text}, whose prefix keeps contacts, requests and messages with the same id apart. */
    private String hashed(String text) {
        return HEX.formatHex(whole(text), 0, BYTES);
    }

    private byte[] whole(String text) {
        try {
            var mac = (Mac) keyed.clone();
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own HMAC can be cloned", e);
        }
    }

    @Override
    public String toString() {
        return "Pseudonyms[key hidden]";
    }
}
