package io.weir.adapter.in.http.exchange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.ServerRequestHeaders;
import io.weir.domain.history.RequestId;
import java.util.function.Supplier;

/**
 * Assigns request ids: the caller's own if it looks generated, its keyed hash if it may be personal data, or a new one.
 * Thread-safe.
 *
 * @param newIds generates ids for requests without one
 */
public record RequestIds(Supplier<String> newIds, Pseudonyms pseudonyms) {
    public static final HeaderName HEADER = HeaderNames.create("X-Request-Id");
    private static final int LONGEST = 128;

    /** The id of a request with {@code headers}. */
    public String of(ServerRequestHeaders headers) {
        return isGiven(headers) ? repeatable(headers.get(HEADER).get()) : newIds.get();
    }

    /** Whether {@code headers} contain a valid id. */
    static boolean isGiven(ServerRequestHeaders headers) {
        return headers.contains(HEADER) && isFit(headers.get(HEADER).get());
    }

    /** The id of a request whose caller names it {@code given}; the same each time. */
    public String repeatable(String given) {
        return RequestId.ofCaller(given)
                .orElseGet(() -> pseudonyms.ofRequest(given))
                .value();
    }

    /** The id in the headers of a response. */
    public static String in(Headers answer) {
        return answer.get(HEADER).get();
    }

    /** Whether {@code id} is valid: 1 to 128 printable ASCII characters without a space. */
    static boolean isFit(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
