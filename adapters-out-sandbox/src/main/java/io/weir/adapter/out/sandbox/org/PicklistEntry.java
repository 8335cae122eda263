package io.weir.adapter.out.sandbox.org;

/**
 * One entry of a picklist.
 *
 * @param value the API name, which records hold
 * @param label what users see, and what {@code toLabel} returns
 * @param active whether users can choose the entry
 * @param defaultValue whether a new record without a value gets this one
 */
public record PicklistEntry(String value, String label, boolean active, boolean defaultValue) {}
