package io.weir.adapter.in.http.caller;

import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/** A credential of a caller. No {@code toString} shows a secret. */
public sealed interface CallerCredential {
    /** The expiry time of credentials that do not expire. */
    Instant NEVER = Instant.MAX;

    /** The name in logs and metrics, unique for its caller: letters, digits, {@code _} and {@code -}. */
    String id();

    /** The expiry time, or {@link #NEVER}. */
    Instant expires();

    /** An API key, in {@code Authorization: Bearer}, {@code Authorization: ApiKey} or {@code X-API-Key}. */
    record Key(String id, KeyHash hash, Instant expires) implements CallerCredential {}

    /** A user and a password, in {@code Authorization: Basic}. */
    record Password(String id, String user, PasswordHash hash, Instant expires) implements CallerCredential {}

    /** A signature over the request, by Standard Webhooks. */
    record Signature(String id, WebhookSecret secret, Instant expires) implements CallerCredential {}

    /** A JSON Web Token of a trusted issuer, in {@code Authorization: Bearer}. */
    record Token(String id, TokenRule rule) implements CallerCredential {
        /** Each token has its own expiry time. */
        @Override
        public Instant expires() {
            return NEVER;
        }
    }

    /** A TLS client certificate with this subject; each certificate has its own expiry time. */
    record Certificate(String id, X500Principal subject) implements CallerCredential {
        @Override
        public Instant expires() {
            return NEVER;
        }
    }
}
