package io.weir.adapter.in.http;

import io.helidon.http.ServerRequestHeaders;
import java.util.Optional;

/** Who may ask. Thread-safe. */
public sealed interface Callers {
    /** The sender of a request with {@code headers}; empty for a stranger. */
    Optional<KnownCaller> known(ServerRequestHeaders headers);

    /** Everybody is {@code caller}: for the sandbox, and for an operator who says so. */
    static Callers anyone(KnownCaller caller) {
        return new Anyone(caller);
    }

    /** Whoever sends {@code key} is {@code caller}; {@link IllegalArgumentException} for a blank key. */
    static Callers withKey(String key, KnownCaller caller) {
        return new WithKey(new ApiKey(key), caller);
    }

    record Anyone(KnownCaller caller) implements Callers {
        @Override
        public Optional<KnownCaller> known(ServerRequestHeaders headers) {
            return Optional.of(caller);
        }
    }

    /** Whoever sends a key. */
    record WithKey(ApiKey key, KnownCaller caller) implements Callers {
        @Override
        public Optional<KnownCaller> known(ServerRequestHeaders headers) {
            return key.opens(headers) ? Optional.of(caller) : Optional.empty();
        }
    }
}
