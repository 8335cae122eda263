package io.weir.adapter.in.http.admin;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.contract.ExpectedSchemas;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.query.QueryReader;
import io.weir.application.query.ExplainQuery;
import io.weir.application.query.ExplainQuery.Asking;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.Duration;
import java.util.List;

/**
 * Explains an ad-hoc query to the operator, who posts what a flow would: {@code ?explain=true}, and {@code &plan=true} to ask
 * Salesforce too. Whatever the run would refuse to read, this refuses in the same words.
 *
 * <p>Thread-safe.
 */
public final class ExplainEndpoint implements Handler {
    private static final String EXPLAIN = "explain";
    private static final String PLAN = "plan";
    private static final List<String> PARAMETERS = List.of(EXPLAIN, PLAN);

    private static final Duration SCHEMA_TIME = Duration.ofSeconds(10);

    private final ExplainQuery explainQuery;
    private final RequestBody bodies;
    private final ExpectedSchemas schemas;
    private final Jsonb jsonb = JsonbBuilder.create(
            new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

    ExplainEndpoint(ExplainQuery explainQuery, RequestBody bodies, ExpectedSchemas schemas) {
        this.explainQuery = explainQuery;
        this.bodies = bodies;
        this.schemas = schemas;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var asking = asking(request.query());
        String json = bodies.textOf(request, RequestBody.DEFAULT_MAX_BYTES);
        var query = RequestRefused.onInvalidJson(() -> QueryReader.read(json));
        query.expectedSchema().ifPresent(schema -> schemas.contractOf(schema, EXPLAIN, SCHEMA_TIME));
        switch (explainQuery.explain(query.draft(), asking)) {
            case ExplainQuery.Answer.Explained(var explanation) -> {
                var body = new JsonBytes();
                jsonb.toJson(ExplanationJson.of(explanation), body);
                Replies.send(response, body);
            }
            case ExplainQuery.Answer.Refused(var denial) -> Replies.send(request, response, ErrorAnswer.of(denial));
        }
    }

    /** Throws {@link RequestRefused} for parameters that ask for anything but an explanation. */
    private static Asking asking(UriQuery query) {
        var parameters = UrlParameters.of(query, PARAMETERS);
        if (!parameters.flag(EXPLAIN)) {
            throw new RequestRefused(
                    ErrorCode.INVALID_REQUEST,
                    "queries run on the data listener; here they are explained: add ?explain=true");
        }
        return parameters.flag(PLAN) ? Asking.SALESFORCE_TOO : Asking.WEIR;
    }
}
