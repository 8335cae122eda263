package io.weir.adapter.in.http.exchange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.ServerRequestHeaders;
import io.weir.domain.history.RequestId;
import java.util.function.Supplier;

/**
 * What a request is known by: the id that its caller gave it if a machine is likely to have made that, a keyed hash of it if it may
 * be somebody's data, and a new one where there is none. Thread-safe.
 *
 * @param newIds makes an id for each request that brings none of its own
 */
public record RequestIds(Supplier<String> newIds, Pseudonyms pseudonyms) {
    public static final HeaderName HEADER = HeaderNames.create("X-Request-Id");
    private static final int LONGEST = 128;

    /** The id of a request with {@code headers}, as its answer tells it. */
    public String of(ServerRequestHeaders headers) {
        return isGiven(headers) ? repeatable(headers.get(HEADER).get()) : newIds.get();
    }

    /** Whether {@code headers} bring an id. */
    static boolean isGiven(ServerRequestHeaders headers) {
        return headers.contains(HEADER) && isFit(headers.get(HEADER).get());
    }

    /** Under which id a request is known whose caller calls it {@code given}. */
    public String repeatable(String given) {
        return RequestId.ofCaller(given)
                .orElseGet(() -> pseudonyms.ofRequest(given))
                .value();
    }

    /** The id that {@code answer} was given. */
    public static String in(Headers answer) {
        return answer.get(HEADER).get();
    }

    /** Whether {@code id} is an id at all: 1 to 128 printable ASCII characters without a space. */
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
