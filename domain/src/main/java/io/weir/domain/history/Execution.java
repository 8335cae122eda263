package io.weir.domain.history;

import io.weir.domain.limit.ApiUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
 * @param businessOutcome what a data action answered, such as {@code found}; empty for ad-hoc queries and runs that failed
 * @param phases what the run spent its time on; empty where it was not measured
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
        Optional<Complaint> complaint,
        String businessOutcome,
        List<Phase> phases) {
    public Execution {
        phases = List.copyOf(phases);
    }

    /** A run without a business outcome and phases. */
    public Execution(
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
        this(
                startedAt, requestId, action, caller, served, soqlShape, duration, rows, truncated, apiCalls, attempts,
                outcome, usage, contact, complaint, "", List.of());
    }

    /** The same, where a data action answered {@code name}. */
    public Execution withBusinessOutcome(String name) {
        return new Execution(
                startedAt, requestId, action, caller, served, soqlShape, duration, rows, truncated, apiCalls, attempts,
                outcome, usage, contact, complaint, name, phases);
    }

    /** The shape's id: 16 hexadecimal digits, the same for the same SOQL on every Weir; empty where no query was made. */
    public String shapeId() {
        return soqlShape.isEmpty() ? "" : HexFormat.of().toHexDigits(Fnv.hash(soqlShape));
    }

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
