package io.weir.adapter.in.http.caller;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** A secret for signatures of Standard Webhooks: {@code whsec_} and 24 to 64 bytes in base64. */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final byte[] DOT = {'.'};
    private static final String FORM = "expected 'whsec_' and 24 to 64 bytes in base64";

    private final byte[] secret;

    private WebhookSecret(byte[] secret) {
        this.secret = secret;
    }

    /** Parses a secret; {@link IllegalArgumentException} for other text, which its message does not repeat. */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException(FORM);
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(FORM, notBase64);
        }
        if (secret.length < 24 || secret.length > 64) {
            throw new IllegalArgumentException(FORM);
        }
        return new WebhookSecret(secret);
    }

    /** The {@code v1} signature of a message. */
    public byte[] signature(String id, String timestamp, byte[] body) {
        return Digests.hmac(secret, Digests.utf8(id), DOT, Digests.utf8(timestamp), DOT, body);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookSecret that && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
