package io.weir.domain.limit;

import java.time.Duration;
import java.util.Locale;

/**
 * A part of a run's time. Phases of one run may overlap, because steps may.
 *
 * @param start from the begin of the run
 * @param result how an {@link Kind#ATTEMPT} ended: the status of Salesforce's answer, or the code of the failure if
 *     there was no answer or its status does not show the failure; empty for other phases and where it is unknown
 */
public record Phase(Kind kind, Duration start, Duration duration, String result) {
    private static final int LONGEST_RESULT = 64;

    /** Throws {@link IllegalArgumentException}, without the result, unless it is a status or a code. */
    public Phase {
        if (!isResult(result)) {
            throw new IllegalArgumentException("a result is a status or a code");
        }
    }

    private static boolean isResult(String result) {
        for (int i = 0; i < result.length(); i++) {
            char c = result.charAt(i);
            if (c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return result.length() <= LONGEST_RESULT;
    }

    /** A phase without a result. */
    public Phase(Kind kind, Duration start, Duration duration) {
        this(kind, start, duration, "");
    }

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
