package io.weir.adapter.out.salesforce.settings;

import java.time.Duration;

/**
 * How a failed request is repeated.
 *
 * @param attempts how often a request is tried, the first time included, at most
 * @param firstWait the longest wait before the first repetition; it doubles with each further one
 * @param longestWait what the wait doubles to, and what a {@code Retry-After} is cut to, at most
 * @param share how many repetitions there may be for 100 calls, once there were more than {@code floor}
 * @param floor how many repetitions there may always be within 10 seconds
 */
public record RetrySettings(int attempts, Duration firstWait, Duration longestWait, int share, int floor) {
    /** Throws {@link IllegalArgumentException} for less than one attempt, negative numbers, or waits that are not positive. */
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
