package io.weir.adapter.out.salesforce.settings;

/** Which lookups and which queries of one run share a composite request, which counts as one API request. */
public enum CompositeMode {
    /** None. */
    OFF,
    /** Lookups that wait for a permit, and queries that their run is likely to need. */
    BUSY,
    /**
     * Lookups too that arrive within a few milliseconds while other requests run, and all queries that their run may
     * need.
     */
    ALWAYS
}
