package io.weir.domain.history;

import java.time.Duration;
import java.util.Locale;

/**
 * A part of a run. Phases of one run may overlap, because steps may.
 *
 * @param start from the run's begin
 */
public record Phase(Kind kind, Duration start, Duration duration) {
    /** What a run spends time on. */
    public enum Kind {
        /** Waits for a permit to ask Salesforce. */
        PERMIT,
        /** Logs in to Salesforce. */
        LOGIN,
        /** Reads the org's schema. */
        DESCRIBE,
        /** Asks Salesforce once. */
        ATTEMPT,
        /** Checks the answer. */
        CHECK,
        /** Writes the answer. */
        WRITE;

        /** The name in answers, in lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
