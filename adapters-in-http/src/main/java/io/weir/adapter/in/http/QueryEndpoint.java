package io.weir.adapter.in.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.application.RunQuery;
import io.weir.domain.action.Answer;
import io.weir.domain.action.AnswerContract;
import io.weir.domain.action.Outcome;
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

    private final RunQuery runQuery;
    private final Doorkeeper doorkeeper;
    private final int maxBodyBytes;
    private final HttpMetrics metrics;
    private final QueryReader reader = new QueryReader();
    private final JsonSchemaContracts contracts = new JsonSchemaContracts();

    QueryEndpoint(RunQuery runQuery, Doorkeeper doorkeeper, int maxBodyBytes, HttpMetrics metrics) {
        this.runQuery = runQuery;
        this.doorkeeper = doorkeeper;
        this.maxBodyBytes = maxBodyBytes;
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
        switch (reply(request, RequestIds.in(response.headers()), start)) {
            case Reply.Rows(var answer, var body) -> {
                metrics.answered(answer.records().size(), System.nanoTime() - start);
                Replies.send(response, body);
            }
            case Reply.Refusal(var error) -> {
                metrics.refused(error.code(), System.nanoTime() - start);
                Replies.send(request, response, error);
            }
        }
    }

    private Reply reply(ServerRequest request, String requestId, long start) {
        try (var visit = doorkeeper.admit(request, maxBodyBytes)) {
            if (ExplainEndpoint.isAskedFor(request.query())) {
                return new Reply.Refusal(ErrorAnswer.of(ErrorCode.INVALID_REQUEST, EXPLAINED_ELSEWHERE));
            }
            var patience = CallerPatience.of(request.headers());
            var query = reader.read(visit.text());
            var contract = query.expectedSchema().map(contracts::contractOf).orElse(AnswerContract.NONE);
            return reply(
                    runQuery.run(query.draft(), contract, visit.caller().caller(), requestId, patience.left(start)));
        } catch (RequestRefused refused) {
            return new Reply.Refusal(refused.answer());
        } catch (SalesforceFailure failure) {
            return new Reply.Refusal(ErrorAnswer.of(failure));
        } catch (CloseConnectionException gone) {
            metrics.unreceived(System.nanoTime() - start);
            throw gone;
        } catch (RuntimeException bug) {
            return new Reply.Refusal(Bugs.told(bug, requestId, LOG));
        }
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var answer) -> new Reply.Rows(answer, JsonWriter.answer(answer));
            case Outcome.Forbidden() -> new Reply.Refusal(ErrorAnswer.forbidden("the ad-hoc query"));
            case Outcome.Invalid(var problems) -> new Reply.Refusal(ErrorAnswer.invalid(problems));
            case Outcome.Denied(var denials) -> new Reply.Refusal(ErrorAnswer.notAllowed(denials));
            case Outcome.Refused refusal -> new Reply.Refusal(ErrorAnswer.of(refusal));
            case Outcome.ContractBroken broken -> new Reply.Refusal(ErrorAnswer.of(broken));
        };
    }
}
