package io.weir.domain.history;

import io.weir.domain.limit.ApiUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one run did. Holds the query's shape and never a value that a caller sent or that Salesforce returned.
 *
 * @param soqlShape the SOQL with {@code ?} for each value
 * @param duration from the run's begin to its end, back-off included
 * @param rows how many rows were answered
 * @param apiCalls the requests that Salesforce charges to the org's allocation
 * @param attempts the tries of all steps, so retries are {@code attempts} beyond the steps
 * @param outcome {@link #ANSWERED}, or the code of the refusal or failure
 * @param usage the newest API usage known when the run ended
 * @param contact whom the run was about, if anybody said so
 */
public record Execution(
        Instant startedAt,
        String requestId,
        String soqlShape,
        Duration duration,
        int rows,
        boolean truncated,
        int apiCalls,
        int attempts,
        String outcome,
        Optional<ApiUsage> usage,
        ContactHash contact) {
    /** The outcome of a run that answered. */
    public static final String ANSWERED = "answered";
}
