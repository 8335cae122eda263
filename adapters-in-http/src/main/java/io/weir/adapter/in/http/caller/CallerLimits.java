package io.weir.adapter.in.http.caller;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How much a caller may ask.
 *
 * @param concurrency how many of its requests are answered at once, at least 1
 */
public record CallerLimits(Rate rate, int concurrency) {
    /** No limit of its own. */
    public static final CallerLimits NONE = new CallerLimits(Rate.ANY, Integer.MAX_VALUE);

    /**
     * How often.
     *
     * @param requests how many requests each {@code period} gives
     * @param burst how many may be saved up for a moment
     */
    public record Rate(long requests, Duration period, long burst) {
        /** As often as it likes. */
        public static final Rate ANY = new Rate(0, Duration.ZERO, 0);

        private static final Pattern FORM = Pattern.compile("(\\d{1,7})/([smh])");
        private static final String WRONG = "expected requests by second, minute or hour such as 50/s, 600/m or 5000/h";

        /** The rate that {@code text} writes; {@link IllegalArgumentException} for none. It saves up what a second gives. */
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

        public boolean isAny() {
            return requests == 0;
        }
    }

    /** Throws {@link IllegalArgumentException} where nothing could ever be asked. */
    public CallerLimits {
        if (concurrency < 1) {
            throw new IllegalArgumentException("a caller may ask at least one thing at a time, not " + concurrency);
        }
    }
}
