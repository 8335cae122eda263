package io.weir.adapter.in.http.caller;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The limits of a caller.
 *
 * @param concurrency how many of its requests may run at once, at least 1
 */
public record CallerLimits(Rate rate, int concurrency) {
    /** No limits. */
    public static final CallerLimits NONE = new CallerLimits(Rate.ANY, Integer.MAX_VALUE);

    /**
     * A rate limit.
     *
     * @param requests the number of requests per {@code period}
     * @param burst how many requests may come at once after a pause
     */
    public record Rate(long requests, Duration period, long burst) {
        /** No rate limit. */
        public static final Rate ANY = new Rate(0, Duration.ZERO, 0);

        private static final Pattern FORM = Pattern.compile("(\\d{1,7})/([smh])");
        private static final String WRONG = "expected requests by second, minute or hour such as 50/s, 600/m or 5000/h";

        /**
         * Parses a rate, with the requests of one second as its burst; {@link IllegalArgumentException} for other text.
         */
        public static Rate of(String text) {
            var matcher = FORM.matcher(text);
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
                throw new IllegalArgumentException("%s, got '%s'".formatted(WRONG, text));
            }
            long requests = Long.parseLong(matcher.group(1));
            var period = switch (matcher.group(2).charAt(0)) {
                case 's' -> Duration.ofSeconds(1);
                case 'm' -> Duration.ofMinutes(1);
                default -> Duration.ofHours(1);
            };
            return new Rate(requests, period, Math.max(1, requests / period.toSeconds()));
        }

        public Rate withBurst(long most) {
            return new Rate(requests, period, most);
        }

        /** The rate in the form of {@link #of}, such as {@code 50/s}. */
        public String text() {
            String unit = period.equals(Duration.ofSeconds(1)) ? "s" : period.equals(Duration.ofMinutes(1)) ? "m" : "h";
            return requests + "/" + unit;
        }

        public boolean isAny() {
            return requests == 0;
        }
    }

    /** Throws {@link IllegalArgumentException} for a concurrency below 1. */
    public CallerLimits {
        if (concurrency < 1) {
            throw new IllegalArgumentException("a caller has a concurrency of at least 1, not " + concurrency);
        }
    }
}
