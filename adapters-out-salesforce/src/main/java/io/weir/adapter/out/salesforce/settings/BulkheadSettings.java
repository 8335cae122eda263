package io.weir.adapter.out.salesforce.settings;

/**
 * How much Weir asks of an org at once.
 *
 * @param running how many requests run
 * @param queued how many more wait for their turn, each within its deadline
 */
public record BulkheadSettings(int running, int queued) {
    /** Throws {@link IllegalArgumentException} unless something may run and wait. */
    public BulkheadSettings {
        if (running < 1 || queued < 1) {
            throw new IllegalArgumentException(
                    "a bulkhead lets at least 1 run and 1 wait, not %d and %d".formatted(running, queued));
        }
    }

    /** 128 running, 128 waiting. */
    public static BulkheadSettings defaults() {
        return new BulkheadSettings(128, 128);
    }
}
