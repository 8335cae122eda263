package io.weir.adapter.in.http.caller;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operator's API key, sent as {@code Authorization: Bearer} or {@code X-API-Key}. Only its hash is stored, and
 * compared in constant time. It is never read from the URL, which proxies log.
 */
public final class ApiKey {
    public static final HeaderName HEADER = HeaderNames.create("X-API-Key");
    private static final String BEARER = "Bearer ";

    private static final int MOST_OF_A_KIND = 2;

    private final KeyHash hash;

    /** Throws {@link IllegalArgumentException} for a blank key. */
    public ApiKey(String key) {
        this.hash = KeyHash.of(key);
    }

    /**
     * Whether {@code headers} contain this key and no other: the other may be a caller's, so that the sender would be
     * ambiguous. Schemes of {@code Authorization} other than {@code Bearer} are ignored.
     */
    public boolean isIn(ServerRequestHeaders headers) {
        var authorizations = headers.all(HeaderNames.AUTHORIZATION, List::of);
        var keys = headers.all(HEADER, List::of);
        if (authorizations.size() > MOST_OF_A_KIND || keys.size() > MOST_OF_A_KIND) {
            return false;
        }
        var sent = Stream.concat(
                        keys.stream(),
                        authorizations.stream()
                                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                                .map(text -> text.substring(BEARER.length())))
                .toList();
        return !sent.isEmpty() && sent.stream().allMatch(this::equalsKey);
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
