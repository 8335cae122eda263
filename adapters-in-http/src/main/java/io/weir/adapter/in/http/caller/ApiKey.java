package io.weir.adapter.in.http.caller;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;

/**
 * The secret that the operator sends as {@code Authorization: Bearer} or {@code X-API-Key}. Kept as its hash and compared in
 * constant time; never read from the query string, which proxies log.
 */
public final class ApiKey {
    public static final HeaderName HEADER = HeaderNames.create("X-API-Key");
    private static final String BEARER = "Bearer ";

    private final KeyHash hash;

    /** Throws {@link IllegalArgumentException} for a blank key. */
    public ApiKey(String key) {
        this.hash = KeyHash.of(key);
    }

    public boolean opens(ServerRequestHeaders headers) {
        boolean opened = false;
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            String authorization = headers.get(HeaderNames.AUTHORIZATION).get();
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                opened = equalsKey(authorization.substring(BEARER.length()));
            }
        }
        if (headers.contains(HEADER)) {
            opened |= equalsKey(headers.get(HEADER).get());
        }
        return opened;
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
