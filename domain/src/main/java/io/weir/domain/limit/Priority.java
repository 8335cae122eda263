package io.weir.domain.limit;

import java.util.Locale;
import java.util.Optional;

/** How much of the reserve of API requests a run may use: live callers come before background requests. */
public enum Priority {
    /** Is denied when half the reserve is left. */
    HIGH,
    /** Is denied when the reserve is left. */
    NORMAL,
    /** Is denied when twice the reserve is left. */
    LOW;

    /** The priority called {@code name}, ignoring case. */
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

    /** The API requests that a run of this priority must leave. */
    long floor(long reserve) {
        return switch (this) {
            case HIGH -> reserve / 2;
            case NORMAL -> reserve;
            case LOW -> reserve * 2;
        };
    }
}
