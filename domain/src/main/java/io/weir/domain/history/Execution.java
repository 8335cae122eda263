package io.weir.domain.history;

import io.weir.domain.limit.ApiUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What one run did. Holds the query's shape and never a value that a caller sent or that Salesforce returned.
 *
 * @param action the name of the data action, or of the ad-hoc query
 * @param caller the name of who asked
 * @param soqlShape the SOQL with {@code ?} for each value; of several queries, joined by {@code ; }; empty where none was made
 * @param duration from the run's begin to its end, back-off included
 * @param rows how many rows were answered
 * @param apiCalls the requests that Salesforce charges to the org's allocation
 * @param attempts the tries of all steps, so retries are {@code attempts} beyond the steps
 * @param outcome {@link #ANSWERED}, or the code of the refusal or failure
 * @param usage the newest API usage known when the run ended
 * @param contact whom the run was about, if anybody said so
 * @param complaint what Salesforce said of a run that failed
 */
public record Execution(
        Instant startedAt,
        String requestId,
        String action,
        String caller,
        Served served,
        String soqlShape,
        Duration duration,
        int rows,
        boolean truncated,
        int apiCalls,
        int attempts,
        String outcome,
        Optional<ApiUsage> usage,
        ContactHash contact,
        Optional<Complaint> complaint) {
    /**
     * What Salesforce said, for the operator.
     *
     * @param code its error code; empty where it gave none
     * @param message its words as far as they cannot be a caller's, on one line; empty where there are none
     */
    public record Complaint(String code, String message) {
        public boolean isEmpty() {
            return code.isEmpty() && message.isEmpty();
        }
    }

    /** Where an answer comes from. */
    public enum Served {
        /** The run itself. */
        FRESH,
        /** An identical run that was under way. */
        SHARED,
        /** An identical run a short while ago. */
        CACHED;

        /** The name in logs and answers, in lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The outcome of a run that answered. */
    public static final String ANSWERED = "answered";

    /** The outcome of a run that a bug ended. */
    public static final String INTERNAL_ERROR = "internal_error";
}
