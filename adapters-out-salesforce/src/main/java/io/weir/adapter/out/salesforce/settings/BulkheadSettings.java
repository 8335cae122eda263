package io.weir.adapter.out.salesforce.settings;

/**
 * How many requests Weir sends to an org at once.
 *
 * @param running the greatest number of requests that run
 * @param queued the greatest number of requests that wait, each within its deadline
 */
public record BulkheadSettings(int running, int queued) {
    /** Throws {@link IllegalArgumentException} unless both numbers are positive. */
    public BulkheadSettings {
        if (running < 1 || queued < 1) {
            throw new IllegalArgumentException("a bulkhead needs at least 1 running and 1 queued request, not %d and %d"
                    .formatted(running, queued));
        }
    }

    /** 128 running, 128 waiting. */
    public static BulkheadSettings defaults() {
        return new BulkheadSettings(128, 128);
    }

    /** 5 running, 128 waiting: an org runs few long transactions at once, and those on one record one after the other. */
    public static BulkheadSettings ofWrites() {
        return new BulkheadSettings(5, 128);
    }
}
