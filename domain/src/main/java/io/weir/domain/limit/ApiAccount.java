package io.weir.domain.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * What the Weirs of one org know together about its API requests.
 *
 * @param limit the requests that the org may use in 24 hours
 * @param used the requests that it has used: what Salesforce reported, and what Weirs have used since
 * @param leased the requests that Weirs hold and have not used
 * @param spent what Weirs have used since the account was opened; it only grows
 * @param weirs how many Weirs share the account, at least 1
 * @param observedAgo how long ago Salesforce last reported its number
 * @param refusedAgo how long ago Salesforce refused a request because the allocation is spent, unless it has answered
 *     since
 */
public record ApiAccount(
        long limit,
        long used,
        long leased,
        long spent,
        int weirs,
        Duration observedAgo,
        Optional<Duration> refusedAgo) {
    /** What nobody has used and nobody holds; negative beyond the limit. */
    public long remaining() {
        return limit - used - leased;
    }

    /** The account once {@code calls} more are leased. */
    public ApiAccount leasing(long calls) {
        return new ApiAccount(limit, used, leased + calls, spent, weirs, observedAgo, refusedAgo);
    }

    /** What is used or held, as usage. */
    public ApiUsage usage() {
        return new ApiUsage(Math.max(0, used + leased), limit);
    }
}
