package io.weir.adapter.in.http.exchange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.DeclaredInput;
import java.time.Duration;

/**
 * How long a caller waits for its answer.
 *
 * @param time from the moment its request came in
 */
public record RequestTimeout(Duration time) {
    /** The longest that a caller may say, in milliseconds. */
    public static final int LONGEST_MILLIS = 3_600_000;

    /** What an answer takes on its way to the caller, at most. */
    private static final Duration MARGIN = Duration.ofMillis(150);

    private static final HeaderName HEADER = HeaderNames.create("X-Timeout-Ms");

    /**
     * What {@code X-Timeout-Ms} says, or else {@code said}; an hour where both are silent. What is no whole number of
     * milliseconds from 1 to an hour is noted.
     *
     * @param said what the body says; blank where it does not
     */
    static RequestTimeout of(ServerRequestHeaders headers, String said, Problems problems) {
        String told = "a whole number of milliseconds from 1 to %d".formatted(LONGEST_MILLIS);
        int millis = LONGEST_MILLIS;
        if (headers.contains(HEADER)) {
            millis = millis(headers.get(HEADER).get().strip());
            if (!isTime(millis)) {
                problems.add("", "X-Timeout-Ms is " + told);
            }
        } else if (!said.isBlank()) {
            millis = millis(said.strip());
            if (!isTime(millis)) {
                problems.add("/" + DeclaredInput.TIMEOUT_MS, told);
            }
        }
        return new RequestTimeout(Duration.ofMillis(millis));
    }

    /** What is left for the run of a request that came in at {@code start}, as nano time; zero if nothing is. */
    public Duration left(long start) {
        var left = time.minus(MARGIN).minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static boolean isTime(int millis) {
        return millis >= 1 && millis <= LONGEST_MILLIS;
    }

    /** What {@code text} says; 0 if it is no number. */
    private static int millis(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : 0;
    }
}
