package io.weir.adapter.out.salesforce.settings;

import java.time.Duration;

/**
 * When Weir stops sending requests to a failing org.
 *
 * @param volume the number of latest requests that count
 * @param errorRatio the percentage of failures among them that opens the breaker
 * @param delay how long no request is sent; then one request is a probe
 */
public record BreakerSettings(int volume, int errorRatio, Duration delay) {
    /** Throws {@link IllegalArgumentException} for values that are not positive, or a ratio above 100. */
    public BreakerSettings {
        if (volume < 1 || errorRatio < 1 || errorRatio > 100 || !delay.isPositive()) {
            throw new IllegalArgumentException(
                    "a breaker needs a volume of at least 1, a ratio of 1 to 100 and a positive delay, not %d, %d, %s"
                            .formatted(volume, errorRatio, delay));
        }
    }

    /** Open at 30 failures in 50 requests, for 5 seconds. */
    public static BreakerSettings defaults() {
        return new BreakerSettings(50, 60, Duration.ofSeconds(5));
    }
}
