package io.weir.domain.limit;

import java.time.Duration;
import java.util.Locale;

/**
 * A part of a run's time. Phases of one run may overlap, because steps may.
 *
 * @param start from the begin of the run
 */
public record Phase(Kind kind, Duration start, Duration duration) {
    /** What a run spends time on. */
    public enum Kind {
        /** Waits for a permit to ask Salesforce. */
        PERMIT,
        /** Logs in to Salesforce, or waits for a login. */
        LOGIN,
        /** Reads the org's schema. */
        DESCRIBE,
        /** Sends one request for a page and reads its answer. A repetition is an attempt too. */
        ATTEMPT,
        /** Waits before a repetition. */
        BACK_OFF,
        /** Waits for an identical run, whose answer it shares. */
        SHARE,
        /** Checks the answer against the caller's schema. */
        CHECK,
        /** Builds the answer. */
        WRITE,
        /** Further phases, merged into one: their total time, from the start of the first. */
        MORE;

        /** The name in answers, in lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
