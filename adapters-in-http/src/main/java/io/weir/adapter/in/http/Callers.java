package io.weir.adapter.in.http;

import io.helidon.http.ServerRequestHeaders;
import java.util.List;

/** Who may ask. Thread-safe. */
public sealed interface Callers {
    /** Whether the sender of a request with {@code headers} is known. */
    boolean admits(ServerRequestHeaders headers);

    /** Everybody: for the sandbox, and for an operator who says so. */
    static Callers anyone() {
        return new Anyone();
    }

    /** Whoever sends {@code key}; {@link IllegalArgumentException} for a blank one. */
    static Callers withKey(String key) {
        return new WithKeys(List.of(new ApiKey(key)));
    }

    record Anyone() implements Callers {
        @Override
        public boolean admits(ServerRequestHeaders headers) {
            return true;
        }
    }

    /** Whoever sends one of some keys. */
    record WithKeys(List<ApiKey> keys) implements Callers {
        public WithKeys {
            keys = List.copyOf(keys);
        }

        @Override
        public boolean admits(ServerRequestHeaders headers) {
            boolean known = false;
            for (var key : keys) {
                known |= key.opens(headers);
            }
            return known;
        }
    }
}
