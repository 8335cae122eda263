package io.weir.domain.limit;

/**
 * The API requests that the org has used in the last 24 hours, and its limit, from {@code Sforce-Limit-Info}.
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

    /** The requests left; 0 beyond the limit. */
    public long remaining() {
        return Math.max(0, limit - used);
    }

    @Override
    public String toString() {
        return used + "/" + limit;
    }
}
