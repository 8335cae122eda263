package io.weir.adapter.out.salesforce.settings;

import java.util.Locale;

/** Which lookups share a composite request, which counts as one API request. */
public enum CompositeMode {
    /** None. */
    OFF,
    /** Those that wait for a permit. */
    BUSY,
    /** Those too that arrive within a few milliseconds while other requests run. */
    ALWAYS;

    /** The name in configuration, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
