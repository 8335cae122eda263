package io.weir.domain.advice;

import java.time.Duration;

/**
 * How a data action ran in some period, in numbers from the history.
 *
 * @param requests how many requests it answered, from the cache too
 * @param p99 how long 99 of 100 runs took at most; requests that the cache answered are no runs
 * @param mostRows the most rows that one run read, all its steps together
 * @param cacheHits how many requests the cache answered
 */
public record ActionStatistics(long requests, Duration p99, long mostRows, long cacheHits) {
    /** Throws {@link IllegalArgumentException} for a negative number. */
    public ActionStatistics {
        if (requests < 0 || p99.isNegative() || mostRows < 0 || cacheHits < 0) {
            throw new IllegalArgumentException("statistics are never negative");
        }
    }
}
