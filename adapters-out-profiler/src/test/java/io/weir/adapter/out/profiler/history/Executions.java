package io.weir.adapter.out.profiler.history;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.ApiUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Executions for tests. */
final class Executions {
    private Executions() {}

    static Execution execution(String requestId) {
        return execution(requestId, Execution.ANSWERED, Optional.empty(), "");
    }

    static Execution failed(String requestId, Execution.SalesforceError salesforceError) {
        return execution(requestId, "query_rejected", Optional.of(salesforceError), "");
    }

    static Execution answered(String requestId, String businessOutcome) {
        return execution(requestId, Execution.ANSWERED, Optional.empty(), businessOutcome);
    }

    static Execution traced(String requestId, String traceId) {
        return execution(requestId, Execution.ANSWERED, Optional.empty(), "", traceId);
    }

    private static Execution execution(
            String requestId,
            String outcome,
            Optional<Execution.SalesforceError> salesforceError,
            String businessOutcome) {
        return execution(requestId, outcome, salesforceError, businessOutcome, "");
    }

    private static Execution execution(
            String requestId,
            String outcome,
            Optional<Execution.SalesforceError> salesforceError,
            String businessOutcome,
            String traceId) {
        return new Execution(
                Instant.parse("2026-01-31T10:00:00Z"),
                requestId,
                "salesforce-query",
                "default",
                Execution.Served.FRESH,
                "SELECT Id FROM Contact WHERE Phone = ?",
                Duration.ofNanos(12_034_567),
                1,
                false,
                1,
                2,
                outcome,
                Optional.of(new ApiUsage(25, 5_000)),
                new ContactHash("0123456789abcdef"),
                salesforceError,
                businessOutcome,
                List.of(),
                traceId);
    }
}
