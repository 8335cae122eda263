package io.weir.adapter.in.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import java.time.Duration;

/**
 * How long a caller waits for its answer.
 *
 * @param time from the moment its request came in
 */
record CallerPatience(Duration time) {
    /** What an answer takes on its way to the caller, at most. */
    private static final Duration MARGIN = Duration.ofMillis(150);

    private static final HeaderName HEADER = HeaderNames.create("X-Timeout-Ms");
    private static final int LONGEST_MILLIS = 3_600_000;

    /**
     * What {@code X-Timeout-Ms} says; an hour where the caller does not say. Throws {@link RequestRefused} for a header that is
     * no whole number of milliseconds from 1 to an hour.
     */
    static CallerPatience of(ServerRequestHeaders headers) {
        return new CallerPatience(Duration.ofMillis(
                headers.contains(HEADER) ? millis(headers.get(HEADER).get().strip()) : LONGEST_MILLIS));
    }

    /** What is left for the run of a request that came in at {@code start}, as nano time; zero if nothing is. */
    Duration left(long start) {
        var left = time.minus(MARGIN).minusNanos(System.nanoTime() - start);
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
