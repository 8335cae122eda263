package io.weir.adapter.in.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.application.ExplainQuery;
import io.weir.application.ExplainQuery.Asking;
import io.weir.domain.port.SalesforceFailure;
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
    private static final System.Logger LOG = System.getLogger(ExplainEndpoint.class.getName());
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

    /** What became of a request. */
    private sealed interface Reply {
        record Told(JsonBytes body) implements Reply {}

        record Refusal(ErrorAnswer error) implements Reply {}
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        switch (reply(request, RequestIds.in(response.headers()))) {
            case Reply.Told(var body) -> Replies.send(response, body);
            case Reply.Refusal(var error) -> Replies.send(request, response, error);
        }
    }

    private Reply reply(ServerRequest request, String requestId) {
        try {
            var asking = asking(request.query());
            var query = reader.read(bodies.textOf(request, DataServer.Settings.DEFAULT_BODY));
            query.expectedSchema().ifPresent(schema -> schemas.contractOf(schema, EXPLAIN, SCHEMA_TIME));
            return reply(explainQuery.explain(query.draft(), asking));
        } catch (RequestRefused refused) {
            return new Reply.Refusal(refused.answer());
        } catch (SalesforceFailure failure) {
            return new Reply.Refusal(ErrorAnswer.of(failure));
        } catch (CloseConnectionException gone) {
            throw gone;
        } catch (RuntimeException bug) {
            return new Reply.Refusal(Bugs.told(bug, requestId, LOG));
        }
    }

    private Reply reply(ExplainQuery.Answer answer) {
        return switch (answer) {
            case ExplainQuery.Answer.Explained(var explanation) -> {
                var body = new JsonBytes();
                jsonb.toJson(ExplanationJson.of(explanation), body);
                yield new Reply.Told(body);
            }
            case ExplainQuery.Answer.Refused(var denial) -> new Reply.Refusal(ErrorAnswer.of(denial));
        };
    }

    /** Throws {@link RequestRefused} for parameters that ask for anything but an explanation. */
    private static Asking asking(UriQuery query) {
        var flags = UrlFlags.of(query, PARAMETERS, "the parameters here are explain and plan");
        if (!flags.has(EXPLAIN)) {
            throw new RequestRefused(
                    ErrorCode.INVALID_REQUEST,
                    "queries run on the data listener; here they are explained: add ?explain=true");
        }
        return flags.has(PLAN) ? Asking.SALESFORCE_TOO : Asking.WEIR;
    }
}
