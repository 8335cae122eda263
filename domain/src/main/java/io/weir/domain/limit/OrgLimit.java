package io.weir.domain.limit;

/**
 * One of the org's limits as Salesforce names them, such as {@code DailyApiRequests}.
 *
 * @param max how much there may be, in the limit's own unit
 * @param remaining how much of it is left; below zero where Salesforce let the org exceed it
 */
public record OrgLimit(String name, long max, long remaining) {}
