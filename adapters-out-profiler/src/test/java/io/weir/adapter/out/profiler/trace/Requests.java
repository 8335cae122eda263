package io.weir.adapter.out.profiler.trace;

import io.weir.domain.history.AuditEntry;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.FinishedRequest;
import io.weir.domain.history.RequestId;
import io.weir.domain.limit.Phase;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requests that have ended. */
final class Requests {
    static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    static final String SHAPE = "SELECT Id FROM Contact WHERE Phone = ?";

    private Requests() {}

    /** One without a run. */
    static FinishedRequest refused(int status, String outcome) {
        return request(status, outcome, Optional.empty());
    }

    static FinishedRequest lookup(Execution run) {
        return request(run.outcome().equals(Execution.ANSWERED) ? 200 : 502, run.outcome(), Optional.of(run));
    }

    /** A run that begins a millisecond after its request, and takes 50. */
    static Execution run(Execution.Served served, String outcome, Phase... phases) {
        return new Execution(
                START.plusMillis(1),
                "request-1",
                "caller-lookup",
                "desk",
                served,
                SHAPE,
                Duration.ofMillis(50),
                2,
                false,
                1,
                1,
                outcome,
                Optional.empty(),
                new ContactHash("0123456789abcdef"),
                Optional.of(new Execution.SalesforceError("INVALID_FIELD", "No such column")),
                outcome.equals(Execution.ANSWERED) ? "found" : "",
                List.of(phases),
                "");
    }

    static Phase phase(Phase.Kind kind, int start, int millis, String result) {
        return new Phase(kind, Duration.ofMillis(start), Duration.ofMillis(millis), result);
    }

    private static FinishedRequest request(int status, String outcome, Optional<Execution> run) {
        var entry = new AuditEntry(
                START,
                RequestId.made("request-1"),
                new AuditEntry.CallerName("desk"),
                new AuditEntry.ClientAddress("192.0.2.1"),
                new AuditEntry.Asked("caller-lookup"),
                SoqlShape.NONE,
                0,
                new AuditEntry.OutcomeCode(outcome),
                new AuditEntry.BusinessOutcome(
                        run.map(Execution::businessOutcome).orElse("")),
                new ContactHash("0123456789abcdef"),
                Duration.ofMillis(59),
                List.of());
        return new FinishedRequest(
                entry, "POST", "/cxone/data-action/caller-lookup", status, Duration.ofMillis(60), run);
    }
}
