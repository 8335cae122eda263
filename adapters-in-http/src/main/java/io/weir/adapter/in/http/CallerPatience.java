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
    /** The longest that a caller may say, in milliseconds. */
    static final int LONGEST_MILLIS = 3_600_000;

    /** What an answer takes on its way to the caller, at most. */
    private static final Duration MARGIN = Duration.ofMillis(150);

    private static final HeaderName HEADER = HeaderNames.create("X-Timeout-Ms");

    /**
     * What {@code X-Timeout-Ms} says, or else {@code said}; an hour where both are silent. Throws {@link RequestRefused} for what
     * is no whole number of milliseconds from 1 to an hour.
     *
     * @param said what the body says; blank where it does not
     */
    static CallerPatience of(ServerRequestHeaders headers, String said) {
        if (headers.contains(HEADER)) {
            return ofMillis(headers.get(HEADER).get().strip(), "X-Timeout-Ms is");
        }
        return said.isBlank()
                ? new CallerPatience(Duration.ofMillis(LONGEST_MILLIS))
                : ofMillis(said.strip(), "/timeoutMs:");
    }

    /** What is left for the run of a request that came in at {@code start}, as nano time; zero if nothing is. */
    Duration left(long start) {
        var left = time.minus(MARGIN).minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static CallerPatience ofMillis(String text, String subject) {
        boolean digits = !text.isEmpty() && text.length() <= 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int millis = digits ? Integer.parseInt(text) : 0;
        if (millis < 1 || millis > LONGEST_MILLIS) {
            throw new RequestRefused(
                    ErrorCode.INVALID_REQUEST,
                    "%s a whole number of milliseconds from 1 to %d".formatted(subject, LONGEST_MILLIS));
        }
        return new CallerPatience(Duration.ofMillis(millis));
    }
}
