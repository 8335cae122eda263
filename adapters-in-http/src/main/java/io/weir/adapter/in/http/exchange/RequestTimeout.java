package io.weir.adapter.in.http.exchange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.DeclaredInput;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long a caller waits for its answer.
 *
 * @param time measured from when the request is received
 */
public record RequestTimeout(Duration time) {
    /** The longest timeout that a caller can ask for, in milliseconds. */
    public static final int LONGEST_MILLIS = 3_600_000;

    /** The longest that an answer takes on its way to the caller. */
    private static final Duration MARGIN = Duration.ofMillis(150);

    private static final String EXPECTED = "a whole number of milliseconds from 1 to " + LONGEST_MILLIS;

    /** A script may write a whole number as {@code 2000.0}. */
    private static final Pattern WHOLE = Pattern.compile("([0-9]{1,7})(?:\\.0+)?");

    private static final HeaderName HEADER = HeaderNames.create("X-Timeout-Ms");

    /**
     * The timeout in {@code X-Timeout-Ms}, or else in the body, or else an hour. A value that is not a whole number of
     * milliseconds from 1 to an hour is added to {@code problems}.
     *
     * @param said the timeout in the body; blank if it has none
     */
    static RequestTimeout of(ServerRequestHeaders headers, String said, Problems problems) {
        int millis = LONGEST_MILLIS;
        if (headers.contains(HEADER)) {
            millis = millis(headers.get(HEADER).get().strip());
            if (!isTime(millis)) {
                problems.add("", "X-Timeout-Ms is " + EXPECTED);
            }
        } else if (!said.isBlank()) {
            millis = millis(said.strip());
            if (!isTime(millis)) {
                problems.add("/" + DeclaredInput.TIMEOUT_MS, EXPECTED);
            }
        }
        return new RequestTimeout(Duration.ofMillis(millis));
    }

    /** The time that remains for the run of a request that arrived at nano time {@code start}; zero if it is up. */
    public Duration remaining(long start) {
        var remaining = time.minus(MARGIN).minusNanos(System.nanoTime() - start);
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    private static boolean isTime(int millis) {
        return millis >= 1 && millis <= LONGEST_MILLIS;
    }

    /** {@code text} as a number; 0 if it is not a whole one. */
    private static int millis(String text) {
        var whole = WHOLE.matcher(text);
        return whole.matches() ? Integer.parseInt(whole.group(1)) : 0;
    }
}
