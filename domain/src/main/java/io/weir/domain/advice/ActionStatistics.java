package io.weir.domain.advice;

import java.time.Duration;

/**
 * How a data action ran in some period, in numbers from the history.
 *
 * @param requests how many requests it answered or failed to answer, from the cache too
 * @param p99 how long 99 of 100 of them took at most
 * @param sample what is known of its newest requests one by one
 */
public record ActionStatistics(long requests, Duration p99, Sample sample) {
    /** Throws {@link IllegalArgumentException} for a negative number. */
    public ActionStatistics {
        if (requests < 0 || p99.isNegative()) {
            throw new IllegalArgumentException("statistics are never negative");
        }
    }

    /** Statistics of which the sample holds every request. */
    public ActionStatistics(long requests, Duration p99, long mostRows, long cacheHits) {
        this(requests, p99, new Sample(requests, mostRows, cacheHits));
    }

    /**
     * The newest requests.
     *
     * @param requests how many they are
     * @param mostRows the most rows that one of them read, all its steps together
     * @param cacheHits how many of them the cache answered
     */
    public record Sample(long requests, long mostRows, long cacheHits) {
        /** Throws {@link IllegalArgumentException} for a negative number. */
        public Sample {
            if (requests < 0 || mostRows < 0 || cacheHits < 0) {
                throw new IllegalArgumentException("statistics are never negative");
            }
        }
    }
}
