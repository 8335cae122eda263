package io.weir.adapter.in.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.application.RunQuery;
import io.weir.domain.action.Answer;
import io.weir.domain.action.AnswerContract;
import io.weir.domain.action.Outcome;
import io.weir.domain.history.AuditEntry.ActionName;
import io.weir.domain.history.AuditEntry.CallerName;
import io.weir.domain.history.AuditEntry.OutcomeCode;
import io.weir.domain.history.Execution;
import io.weir.domain.port.SalesforceFailure;

/**
 * The ad-hoc query over HTTP: who asks, what, and what became of it.
 *
 * <p>Thread-safe.
 */
final class QueryEndpoint implements Handler {
    private static final System.Logger LOG = System.getLogger(QueryEndpoint.class.getName());

    private static final String EXPLAINED_ELSEWHERE =
            "queries are explained on the admin listener, for the operator; without explain in its URL, this one would"
                    + " run";

    private static final OutcomeCode ANSWERED = new OutcomeCode(Execution.ANSWERED);
    private static final OutcomeCode BODY_NOT_RECEIVED = new OutcomeCode("body_not_received");
    private static final CallerName KEY_HOLDER = new CallerName("api-key");

    private final RunQuery runQuery;
    private final Callers callers;
    private final RequestBody bodies;
    private final RequestAudit audit;
    private final HttpMetrics metrics;
    private final QueryReader reader = new QueryReader();
    private final JsonSchemaContracts contracts = new JsonSchemaContracts();

    QueryEndpoint(RunQuery runQuery, Callers callers, RequestBody bodies, RequestAudit audit, HttpMetrics metrics) {
        this.runQuery = runQuery;
        this.callers = callers;
        this.bodies = bodies;
        this.audit = audit;
        this.metrics = metrics;
    }

    /** What became of a request. */
    private sealed interface Reply {
        record Rows(Answer answer, JsonBytes body) implements Reply {}

        record Refusal(ErrorAnswer error) implements Reply {}
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        metrics.begin();
        try {
            answer(request, response, System.nanoTime());
        } finally {
            metrics.end();
        }
    }

    private void answer(ServerRequest request, ServerResponse response, long start) {
        var audited = audit.begin(request, response, ActionName.AD_HOC);
        switch (reply(request, audited, start)) {
            case Reply.Rows(var answer, var body) -> {
                audited.ended(ANSWERED);
                metrics.answered(answer.records().size(), System.nanoTime() - start);
                Replies.send(response, body);
            }
            case Reply.Refusal(var error) -> {
                audited.ended(error.code());
                metrics.refused(error.code(), System.nanoTime() - start);
                Replies.send(request, response, error);
            }
        }
    }

    private Reply reply(ServerRequest request, AuditedRequest audited, long start) {
        try {
            if (!callers.admits(request.headers())) {
                return new Reply.Refusal(ErrorAnswer.unauthorized());
            }
            audited.by(caller());
            if (ExplainEndpoint.isAskedFor(request.query())) {
                return new Reply.Refusal(ErrorAnswer.of(ErrorCode.INVALID_REQUEST, EXPLAINED_ELSEWHERE));
            }
            var patience = CallerPatience.of(request.headers());
            var query = reader.read(bodies.textOf(request));
            var contract = query.expectedSchema().map(contracts::contractOf).orElse(AnswerContract.NONE);
            return reply(runQuery.run(query.draft(), contract, audited.trail(), patience.left(start)));
        } catch (RequestRefused refused) {
            return new Reply.Refusal(refused.answer());
        } catch (SalesforceFailure failure) {
            return new Reply.Refusal(ErrorAnswer.of(failure));
        } catch (CloseConnectionException gone) {
            audited.ended(BODY_NOT_RECEIVED);
            metrics.unreceived(System.nanoTime() - start);
            throw gone;
        } catch (RuntimeException bug) {
            return new Reply.Refusal(Bugs.told(bug, audited.trail().requestId().value(), LOG));
        }
    }

    private CallerName caller() {
        return switch (callers) {
            case Callers.Anyone _ -> CallerName.ANONYMOUS;
            case Callers.WithKeys _ -> KEY_HOLDER;
        };
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var answer) -> new Reply.Rows(answer, JsonWriter.answer(answer));
            case Outcome.Invalid(var problems) -> new Reply.Refusal(ErrorAnswer.invalid(problems));
            case Outcome.Denied(var denials) -> new Reply.Refusal(ErrorAnswer.notAllowed(denials));
            case Outcome.Refused refusal -> new Reply.Refusal(ErrorAnswer.of(refusal));
            case Outcome.ContractBroken broken -> new Reply.Refusal(ErrorAnswer.of(broken));
        };
    }
}
