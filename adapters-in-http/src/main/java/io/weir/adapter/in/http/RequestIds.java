package io.weir.adapter.in.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.ServerRequestHeaders;
import java.util.function.Supplier;

/** What a request is known by: the id its caller gave it if that is fit to be repeated, else a new one. */
record RequestIds(Supplier<String> newIds) {
    static final HeaderName HEADER = HeaderNames.create("X-Request-Id");
    private static final int LONGEST = 128;

    /** The id of a request with {@code headers}: 1 to 128 printable ASCII characters without a space. */
    String of(ServerRequestHeaders headers) {
        return isGiven(headers) ? headers.get(HEADER).get() : newIds.get();
    }

    /** Whether {@code headers} bring an id that is fit to be repeated. */
    static boolean isGiven(ServerRequestHeaders headers) {
        return headers.contains(HEADER) && isFit(headers.get(HEADER).get());
    }

    /** The id that {@code answer} was given. */
    static String in(Headers answer) {
        return answer.get(HEADER).get();
    }

    /** Whether {@code id} is fit to be repeated. */
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
