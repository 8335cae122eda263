package io.weir.adapter.in.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.time.Duration;

/** How long a caller waits for its answer, as {@code X-Timeout-Ms} says. */
final class CallerPatience {
    /** What an answer takes on its way to the caller, at most. */
    private static final Duration MARGIN = Duration.ofMillis(150);

    private static final HeaderName HEADER = HeaderNames.create("X-Timeout-Ms");
    private static final int LONGEST_MILLIS = 3_600_000;

    private CallerPatience() {}

    /**
     * What the caller's time leaves for a run, which is zero if the answer would come too late anyhow; an hour where the caller
     * does not say. Throws {@link RequestRefused} for a header that is no whole number of milliseconds from 1 to an hour.
     */
    static Duration of(ServerRequestHeaders headers) {
        if (!headers.contains(HEADER)) {
            return Duration.ofMillis(LONGEST_MILLIS);
        }
        var left = Duration.ofMillis(millis(headers.get(HEADER).get().strip())).minus(MARGIN);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static int millis(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int millis = digits ? Integer.parseInt(text) : 0;
        if (millis < 1 || millis > LONGEST_MILLIS) {
            throw new RequestRefused(
                    ErrorCode.INVALID_REQUEST,
                    "X-Timeout-Ms is a whole number of milliseconds from 1 to %d".formatted(LONGEST_MILLIS));
        }
        return millis;
    }
}
