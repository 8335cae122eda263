package io.weir.adapter.out.salesforce.settings;

/** Which lookups share a composite request, which counts as one API request. */
public enum CompositeMode {
    /** None. */
    OFF,
    /** Those that wait for a permit. */
    BUSY,
    /** Those too that arrive within a few milliseconds while other requests run. */
    ALWAYS
}
