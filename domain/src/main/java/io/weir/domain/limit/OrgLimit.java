package io.weir.domain.limit;

/**
 * One of the org's limits by Salesforce's name, such as {@code DailyApiRequests}.
 *
 * @param max the limit in its own unit
 * @param remaining the rest; negative if the org exceeds the limit
 */
public record OrgLimit(String name, long max, long remaining) {}
