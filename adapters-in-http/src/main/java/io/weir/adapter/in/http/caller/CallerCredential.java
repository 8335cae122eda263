package io.weir.adapter.in.http.caller;

import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/** Something by which a caller is known. None of these shows what it holds. */
public sealed interface CallerCredential {
    /** The end of what has none. */
    Instant NEVER = Instant.MAX;

    /** What logs and metrics call it, unique among its caller's: words of letters, digits, {@code _} and {@code -}. */
    String id();

    /** When it stops to open, {@link #NEVER} included. */
    Instant expires();

    /** An API key, in {@code Authorization: Bearer}, {@code Authorization: ApiKey} or {@code X-API-Key}. */
    record Key(String id, KeyHash hash, Instant expires) implements CallerCredential {}

    /** A user and a password, in {@code Authorization: Basic}. */
    record Password(String id, String user, PasswordHash hash, Instant expires) implements CallerCredential {}

    /** A signature over the request, by Standard Webhooks. */
    record Signature(String id, WebhookSecret secret, Instant expires) implements CallerCredential {}

    /** A JSON Web Token of an issuer whom the operator trusts, in {@code Authorization: Bearer}. */
    record Token(String id, TokenRule rule) implements CallerCredential {
        /** Tokens have an end of their own. */
        @Override
        public Instant expires() {
            return NEVER;
        }
    }

    /** A TLS client certificate of this subject; certificates have an end of their own. */
    record Certificate(String id, X500Principal subject) implements CallerCredential {
        @Override
        public Instant expires() {
            return NEVER;
        }
    }
}
