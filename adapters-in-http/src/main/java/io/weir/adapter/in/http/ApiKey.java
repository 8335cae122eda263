package io.weir.adapter.in.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A secret that a caller sends as {@code Authorization: Bearer} or {@code X-API-Key}. Kept as its SHA-256 and compared in
 * constant time; never read from the query string, which proxies log.
 */
public final class ApiKey {
    private static final HeaderName X_API_KEY = HeaderNames.create("X-API-Key");
    private static final String BEARER = "Bearer ";

    private final byte[] digest;

    /** Throws {@link IllegalArgumentException} for a blank key. */
    public ApiKey(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("an API key is not blank");
        }
        this.digest = sha256(key);
    }

    boolean opens(ServerRequestHeaders headers) {
        boolean opened = false;
        if (headers.contains(HeaderNames.AUTHORIZATION)) {
            String authorization = headers.get(HeaderNames.AUTHORIZATION).get();
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                opened = equalsKey(authorization.substring(BEARER.length()).strip());
            }
        }
        if (headers.contains(X_API_KEY)) {
            opened |= equalsKey(headers.get(X_API_KEY).get().strip());
        }
        return opened;
    }

    private boolean equalsKey(String presented) {
        return MessageDigest.isEqual(digest, sha256(presented));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
