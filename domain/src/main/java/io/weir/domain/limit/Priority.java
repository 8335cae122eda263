package io.weir.domain.limit;

import java.util.Locale;
import java.util.Optional;

/** How much of the reserve of API requests a run may use: live callers come before background requests. */
public enum Priority {
    /** Is denied last. */
    HIGH,
    /** Is denied when only the reserve is left. */
    NORMAL,
    /** Is denied first. */
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
}
