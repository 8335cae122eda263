package io.weir.adapter.in.http.adhoc;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.ErrorForm;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.answer.RowSize;
import io.weir.adapter.in.http.contract.ExpectedSchemas;
import io.weir.adapter.in.http.contract.TimeLeft;
import io.weir.adapter.in.http.exchange.RequestContext;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.query.QueryReader;
import io.weir.adapter.in.http.query.QueryShape;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.adapter.in.http.webhook.HttpMetrics;
import io.weir.adapter.in.http.webhook.Webhook;
import io.weir.adapter.in.http.webhook.Webhook.Reply;
import io.weir.application.query.RunQuery;
import io.weir.domain.answer.Answer;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.history.AuditEntry.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The ad-hoc query over HTTP.
 *
 * <p>Thread-safe.
 */
public final class QueryEndpoint implements Handler, Webhook.Question {
    private static final String EXPLAIN = "explain";

    private static final String EXPLAINED_ELSEWHERE =
            "queries are explained on the admin listener, for the operator; without explain in its URL, this one would"
                    + " run";

    private static final int LARGE_ANSWER = 256 * 1024;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Webhook webhook;
    private final int maxBodyBytes;
    private final RunQuery runQuery;
    private final WorkerPool pool;
    private final ExpectedSchemas schemas;

    /** @param pool checks schemas, and writes answers that are large */
    public QueryEndpoint(
            Webhook webhook, int maxBodyBytes, RunQuery runQuery, WorkerPool pool, ExpectedSchemas schemas) {
        this.webhook = webhook;
        this.maxBodyBytes = maxBodyBytes;
        this.runQuery = runQuery;
        this.pool = pool;
        this.schemas = schemas;
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
    public Set<String> declared() {
        return QueryShape.WORDS;
    }

    @Override
    public ErrorForm errorsFor(AuthenticatedCaller caller) {
        return ErrorForm.ofAdHoc(caller.style());
    }

    @Override
    public Reply reply(AuthenticatedCaller caller, Webhook.Exchange exchange) {
        if (UrlParameters.has(exchange.request().query(), EXPLAIN)) {
            return new Reply.Refusal(ErrorAnswer.of(ErrorCode.INVALID_PARAMETER, EXPLAINED_ELSEWHERE));
        }
        UrlParameters.of(exchange.request().query(), List.of());
        var problems = new Problems(Problems.MAX_IN_ANSWER);
        var timeout = exchange.remaining(exchange.context(RequestContext.Said.NOTHING, problems));
        if (!problems.isEmpty()) {
            return new Reply.Refusal(ErrorAnswer.invalid(problems.all()));
        }
        String body = exchange.body();
        var query = RequestRefused.onInvalidJson(() -> QueryReader.read(body));
        var left = new TimeLeft(runQuery.timeFor(timeout));
        String name = caller.caller().name();
        var contract = new BoundedContract(
                query.expectedSchema()
                        .map(schema -> schemas.contractOf(schema, name, left.now()))
                        .orElse(AnswerContract.NONE),
                caller.style().maxAdHocBytes());
        return reply(runQuery.run(query.draft(), contract, caller.caller(), exchange.trail(), left.now()), name, left);
    }

    private Reply reply(Outcome outcome, String caller, TimeLeft left) {
        return switch (outcome) {
            case Outcome.Answered(var answer) -> reply(answer, written(answer, caller, left.now()));
            case Outcome.Forbidden() -> new Reply.Refusal(ErrorAnswer.forbidden("the ad-hoc query"));
            case Outcome.Invalid(var problems) -> new Reply.Refusal(ErrorAnswer.invalid(problems));
            case Outcome.Denied(var denials) -> new Reply.Refusal(ErrorAnswer.notAllowed(denials));
            case Outcome.Undecided(var doubts) -> new Reply.Refusal(ErrorAnswer.undecided(doubts));
            case Outcome.Refused(var denial) -> new Reply.Refusal(ErrorAnswer.of(denial));
            case Outcome.ContractBroken broken -> new Reply.Refusal(ErrorAnswer.of(broken));
            case Outcome.Overloaded(var retryAfter) ->
                new Reply.Refusal(ErrorAnswer.overloaded("too many answers are waiting to be checked", retryAfter));
        };
    }

    private static Reply reply(Answer answer, WorkerPool.Result<JsonBytes> written) {
        return switch (written) {
            case WorkerPool.Result.Done<JsonBytes>(var body) ->
                new Reply.Answered(answer.records().size(), body);
            case WorkerPool.Result.Refused<JsonBytes> _ ->
                new Reply.Refusal(ErrorAnswer.overloaded("too many large answers are waiting to be written", PAUSE));
            case WorkerPool.Result.TimeUp<JsonBytes> _ ->
                new Reply.Refusal(
                        ErrorAnswer.of(ErrorCode.DEADLINE_EXCEEDED, "the time was up while the answer was written"));
        };
    }

    private WorkerPool.Result<JsonBytes> written(Answer answer, String caller, Duration time) {
        try {
            return RowSize.areWithin(answer.records(), LARGE_ANSWER)
                    ? new WorkerPool.Result.Done<>(JsonWriter.answer(answer))
                    : pool.run(caller, "", time, () -> JsonWriter.answer(answer));
        } catch (WorkerPool.Interrupted stopping) {
            return new WorkerPool.Result.TimeUp<>();
        }
    }
}
