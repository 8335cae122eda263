package io.weir.adapter.in.http.caller;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;

/**
 * The operator's API key, sent as {@code Authorization: Bearer} or {@code X-API-Key}. Only its hash is stored, and
 * compared in constant time. It is never read from the URL, which proxies log.
 */
public final class ApiKey {
    public static final HeaderName HEADER = HeaderNames.create("X-API-Key");
    private static final String BEARER = "Bearer ";

    private final KeyHash hash;

    /** Throws {@link IllegalArgumentException} for a blank key. */
    public ApiKey(String key) {
        this.hash = KeyHash.of(key);
    }

    /** Whether {@code headers} contain this key. */
    public boolean isIn(ServerRequestHeaders headers) {
        boolean found = false;
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            String authorization = headers.get(HeaderNames.AUTHORIZATION).get();
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                found = equalsKey(authorization.substring(BEARER.length()));
            }
        }
        if (headers.contains(HEADER)) {
            found |= equalsKey(headers.get(HEADER).get());
        }
        return found;
    }

    private boolean equalsKey(String text) {
        String presented = HeaderText.trimmed(text);
        return !presented.isBlank() && hash.equals(KeyHash.of(presented));
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
