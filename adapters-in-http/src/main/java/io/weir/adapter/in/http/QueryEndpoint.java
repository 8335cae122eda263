package io.weir.adapter.in.http;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.Webhook.Reply;
import io.weir.application.RunQuery;
import io.weir.domain.action.AnswerContract;
import io.weir.domain.action.Outcome;
import io.weir.domain.history.AuditEntry.Asked;
import java.util.List;

/**
 * The ad-hoc query over HTTP.
 *
 * <p>Thread-safe.
 */
final class QueryEndpoint implements Handler, Webhook.Question {
    private static final String EXPLAINED_ELSEWHERE =
            "queries are explained on the admin listener, for the operator; without explain in its URL, this one would"
                    + " run";

    private final Webhook webhook;
    private final int maxBodyBytes;
    private final RunQuery runQuery;
    private final QueryReader reader = new QueryReader();
    private final JsonSchemaContracts contracts = new JsonSchemaContracts();

    QueryEndpoint(Webhook webhook, int maxBodyBytes, RunQuery runQuery) {
        this.webhook = webhook;
        this.maxBodyBytes = maxBodyBytes;
        this.runQuery = runQuery;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        webhook.serve(request, response, this);
    }

    @Override
    public String label() {
        return HttpMetrics.AD_HOC;
    }

    @Override
    public Asked asked() {
        return Asked.AD_HOC;
    }

    @Override
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    @Override
    public ErrorForm errorsFor(KnownCaller caller) {
        return ErrorForm.ofAdHoc(caller.style());
    }

    @Override
    public Reply reply(KnownCaller caller, Webhook.Exchange exchange) {
        if (ExplainEndpoint.isAskedFor(exchange.request().query())) {
            return new Reply.Refusal(ErrorAnswer.of(ErrorCode.INVALID_REQUEST, EXPLAINED_ELSEWHERE));
        }
        UrlParameters.of(exchange.request().query(), List.of());
        var problems = new RequestProblems(ErrorAnswer.MAX_PROBLEMS);
        var patience = exchange.patience(RequestContext.Said.NOTHING, problems);
        problems.refuseIfAny();
        var query = reader.read(exchange.body());
        var contract = new BoundedContract(
                query.expectedSchema().map(contracts::contractOf).orElse(AnswerContract.NONE),
                caller.style().maxAdHocBytes());
        return reply(runQuery.run(query.draft(), contract, caller.caller(), exchange.trail(), patience));
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var answer) ->
                new Reply.Answered(answer.records().size(), JsonWriter.answer(answer));
            case Outcome.Forbidden() -> new Reply.Refusal(ErrorAnswer.forbidden("the ad-hoc query"));
            case Outcome.Invalid(var problems) -> new Reply.Refusal(ErrorAnswer.invalid(problems));
            case Outcome.Denied(var denials) -> new Reply.Refusal(ErrorAnswer.notAllowed(denials));
            case Outcome.Undecided(var doubts) -> new Reply.Refusal(ErrorAnswer.undecided(doubts));
            case Outcome.Refused(var denial) -> new Reply.Refusal(ErrorAnswer.of(denial));
            case Outcome.ContractBroken broken -> new Reply.Refusal(ErrorAnswer.of(broken));
        };
    }
}
