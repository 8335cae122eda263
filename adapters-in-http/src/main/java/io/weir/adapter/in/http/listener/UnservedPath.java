package io.weir.adapter.in.http.listener;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.weir.adapter.in.http.exchange.RawPathMatcher;

/**
 * Refuses paths that are not in their plain form: with an empty segment, {@code .} or {@code ..}, an escaped character,
 * or a parameter after {@code ;}. The web server would normalize them, and a proxy in front that decides by path may
 * not.
 */
public final class UnservedPath {
    private UnservedPath() {}

    /** Routes such paths to {@code handler}, which refuses them. Must come before every other route. */
    public static void route(HttpRouting.Builder routing, Handler handler) {
        routing.route(HttpRoute.builder()
                .path(new RawPathMatcher(path -> !isPlain(path)))
                .handler(handler)
                .build());
    }

    /** Whether {@code path} is {@code /}, or segments of letters, digits and {@code - . _ ~}, each after a slash. */
    static boolean isPlain(String path) {
        if (path.equals("/")) {
            return true;
        }
        int segment = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.charAt(i) == '/') {
                if (i > 0 && isEmptyOrDots(path, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (!isPlain(path.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmptyOrDots(String path, int begin, int end) {
        return end - begin <= 2 && path.substring(begin, end).chars().allMatch(c -> c == '.');
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
