package io.weir.domain.limit;

/**
 * How many API requests the org has used in its rolling 24 hours, and how many it may use, as {@code Sforce-Limit-Info} said.
 *
 * <p>The numbers lag behind and the limit is soft: {@code used} may pass {@code limit}.
 */
public record ApiUsage(long used, long limit) {
    /** Throws {@link IllegalArgumentException} for a negative number. */
    public ApiUsage {
        if (used < 0 || limit < 0) {
            throw new IllegalArgumentException("API usage is never negative: %d/%d".formatted(used, limit));
        }
    }

    /** What is left, 0 once the limit is passed. */
    public long remaining() {
        return Math.max(0, limit - used);
    }

    @Override
    public String toString() {
        return used + "/" + limit;
    }
}
