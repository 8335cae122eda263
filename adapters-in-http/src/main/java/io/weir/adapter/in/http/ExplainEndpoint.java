package io.weir.adapter.in.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.application.ExplainQuery;
import io.weir.application.ExplainQuery.Asking;
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
final class ExplainEndpoint implements Handler {
    private static final String EXPLAIN = "explain";
    private static final String PLAN = "plan";
    private static final List<String> PARAMETERS = List.of(EXPLAIN, PLAN);

    private static final Duration SCHEMA_TIME = Duration.ofSeconds(10);

    private final ExplainQuery explainQuery;
    private final RequestBody bodies;
    private final QueryReader reader = new QueryReader();
    private final ExpectedSchemas schemas;
    private final Jsonb jsonb = JsonbBuilder.create(
            new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

    ExplainEndpoint(ExplainQuery explainQuery, RequestBody bodies, ExpectedSchemas schemas) {
        this.explainQuery = explainQuery;
        this.bodies = bodies;
        this.schemas = schemas;
    }

    /** Whether a request with {@code query} asks for an explanation, however it is spelt. */
    static boolean isAskedFor(UriQuery query) {
        return !query.isEmpty() && query.names().stream().anyMatch(EXPLAIN::equalsIgnoreCase);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var asking = asking(request.query());
        var query = reader.read(bodies.textOf(request, DataServer.Settings.DEFAULT_BODY));
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
