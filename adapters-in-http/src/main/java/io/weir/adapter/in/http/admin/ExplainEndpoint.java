package io.weir.adapter.in.http.admin;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.contract.ExpectedSchemas;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.query.QueryReader;
import io.weir.application.query.ExplainQuery;
import io.weir.application.query.ExplainQuery.Asking;
import java.time.Duration;
import java.util.List;

/**
 * Explains an ad-hoc query: {@code ?explain=true}, and {@code &plan=true} for Salesforce's query plans too. It refuses
 * a body that the query's run would refuse, with the same error. Thread-safe.
 */
final class ExplainEndpoint {
    private static final String EXPLAIN = "explain";
    private static final String PLAN = "plan";
    private static final List<String> PARAMETERS = List.of(EXPLAIN, PLAN);

    private static final Duration SCHEMA_TIME = Duration.ofSeconds(10);

    private final ExplainQuery explainQuery;
    private final RequestBody bodies;
    private final ExpectedSchemas schemas;

    ExplainEndpoint(ExplainQuery explainQuery, RequestBody bodies, ExpectedSchemas schemas) {
        this.explainQuery = explainQuery;
        this.bodies = bodies;
        this.schemas = schemas;
    }

    ExplanationJson explain(ServerRequest request) {
        var asking = asking(request.query());
        String json = bodies.textOf(request, RequestBody.DEFAULT_MAX_BYTES);
        var query = RequestRefused.onInvalidJson(() -> QueryReader.read(json));
        query.expectedSchema().ifPresent(schema -> schemas.contractOf(schema, EXPLAIN, SCHEMA_TIME));
        return switch (explainQuery.explain(query.draft(), asking)) {
            case ExplainQuery.Answer.Explained(var explanation) -> ExplanationJson.of(explanation);
            case ExplainQuery.Answer.Refused(var denial) -> throw new RequestRefused(ErrorAnswer.of(denial));
        };
    }

    /** Throws {@link RequestRefused} unless the parameters ask for an explanation. */
    private static Asking asking(UriQuery query) {
        var parameters = UrlParameters.of(query, PARAMETERS);
        if (!parameters.flag(EXPLAIN)) {
            throw new RequestRefused(
                    ErrorCode.INVALID_PARAMETER,
                    "queries run on the data listener; here they are explained: add ?explain=true");
        }
        return parameters.flag(PLAN) ? Asking.SALESFORCE_TOO : Asking.WEIR;
    }
}
