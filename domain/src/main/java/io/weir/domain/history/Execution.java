package io.weir.domain.history;

import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One run in the history. Holds the query's shape, and never a value from a caller or from Salesforce.
 *
 * @param action the name of the data action, or of the ad-hoc query
 * @param version the version of the data action; 0 for the ad-hoc query
 * @param caller the name of the caller
 * @param soqlShape the SOQL with {@code ?} for each value; several queries are joined by {@code ; }; empty without a
 *     query
 * @param duration from the start of the run to its end, including back-off
 * @param rows the number of rows in the answer
 * @param apiCalls the requests that count toward the org's API allocation
 * @param attempts the attempts of all queries and pages, including retries
 * @param outcome {@link #ANSWERED}, or the code of the refusal or failure
 * @param usage the latest known API usage when the run ended
 * @param contact the contact that the run was about, if the request names one
 * @param salesforceError Salesforce's error, if the run failed
 * @param businessOutcome the result of a data action, such as {@code found}, or {@link #ERROR}; empty for ad-hoc queries
 * @param phases the parts of the run's time; empty if they were not measured or none was long enough
 * @param traceId the id of the request's trace, for the log; empty if the request is not traced, or if the execution is
 *     from a store, which does not keep it
 */
public record Execution(
        Instant startedAt,
        String requestId,
        String action,
        int version,
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
        Optional<SalesforceError> salesforceError,
        String businessOutcome,
        List<Phase> phases,
        String traceId) {
    public Execution {
        phases = List.copyOf(phases);
    }

    /** A run of the ad-hoc query, or of a data action whose version is not known. */
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
            Optional<SalesforceError> salesforceError,
            String businessOutcome,
            List<Phase> phases,
            String traceId) {
        this(
                startedAt,
                requestId,
                action,
                0,
                caller,
                served,
                soqlShape,
                duration,
                rows,
                truncated,
                apiCalls,
                attempts,
                outcome,
                usage,
                contact,
                salesforceError,
                businessOutcome,
                phases,
                traceId);
    }

    /** The shape's id; empty where no query was made. */
    public String shapeId() {
        return shapeId(soqlShape);
    }

    /** The id of {@code soqlShape}. */
    public static String shapeId(String soqlShape) {
        return soqlShape.isEmpty() ? "" : HexFormat.of().toHexDigits(Fnv.hash(soqlShape));
    }

    /**
     * Salesforce's error, for the operator.
     *
     * @param code the error code; empty if there is none
     * @param message the message on one line, without words that may come from a caller; empty if there is none
     */
    public record SalesforceError(String code, String message) {
        public boolean isEmpty() {
            return code.isEmpty() && message.isEmpty();
        }
    }

    /** The source of an answer. */
    public enum Served {
        /** The run itself. */
        FRESH,
        /** An identical run at the same time. */
        SHARED,
        /** The cached answer of an identical run. */
        CACHED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The name in logs and answers, in lower case. */
        public String label() {
            return label;
        }
    }

    /** The outcome of a run that answered. */
    public static final String ANSWERED = "answered";

    /** The business outcome of a data action that was refused or failed. */
    public static final String ERROR = "error";

    /** The outcome of a run that ended by a bug. */
    public static final String INTERNAL_ERROR = "internal_error";
}
