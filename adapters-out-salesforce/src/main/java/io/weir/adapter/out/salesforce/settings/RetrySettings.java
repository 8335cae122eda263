package io.weir.adapter.out.salesforce.settings;

import java.time.Duration;

/**
 * How a failed request is repeated.
 *
 * @param attempts the greatest number of attempts, including the first
 * @param firstWait the longest wait before the first repetition; it doubles with each further one
 * @param longestWait the limit of the wait and of a {@code Retry-After}
 * @param share the number of repetitions per 100 calls beyond {@code floor}
 * @param floor the number of repetitions that are always allowed within 10 seconds
 */
public record RetrySettings(int attempts, Duration firstWait, Duration longestWait, int share, int floor) {
    /**
     * Throws {@link IllegalArgumentException} for less than one attempt, negative numbers, or waits that are not
     * positive.
     */
    public RetrySettings {
        if (attempts < 1 || share < 0 || floor < 0 || !firstWait.isPositive() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException(
                    "retries need at least 1 attempt, a positive first wait, a longest wait that is no shorter, "
                            + "and a share and floor of 0 or more");
        }
    }

    /** 4 attempts, waits from 200 ms to 30 s, one repetition for 10 calls beyond 10 in 10 seconds. */
    public static RetrySettings defaults() {
        return new RetrySettings(4, Duration.ofMillis(200), Duration.ofSeconds(30), 10, 10);
    }
}
