package io.weir.domain.limit;

import java.util.Locale;
import java.util.Optional;

/** How much of the operator's reserve of API requests a run may take: who waits on the line comes before who does not. */
public enum Priority {
    /** Stops only when half the reserve is gone. */
    HIGH,
    /** Stops at the reserve. */
    NORMAL,
    /** Stops when twice the reserve is left. */
    LOW;

    /** The priority that {@code name} means, in any case. */
    public static Optional<Priority> named(String name) {
        for (var priority : values()) {
            if (priority.label().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    /** The name in configuration and messages, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many API requests a run of this priority leaves of a reserve of {@code reserve}. */
    long floor(long reserve) {
        return switch (this) {
            case HIGH -> reserve / 2;
            case NORMAL -> reserve;
            case LOW -> reserve * 2;
        };
    }
}
