package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.search.ParameterizedSearch;
import io.weir.adapter.out.sandbox.search.SearchEngine;
import io.weir.adapter.out.sandbox.search.SearchStatement;
import io.weir.adapter.out.sandbox.search.SoslParser;
import io.weir.adapter.out.sandbox.soql.SoqlParser;
import io.weir.adapter.out.sandbox.statement.QueryRefusal;
import io.weir.domain.query.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replies of the HTTP API to searches. */
final class SearchReplies {
    /** From this version, the reply is an object with a list of records; before, it is the list. */
    private static final int FIRST_WITH_OBJECT = 37;

    private static final int FIRST_PARAMETERIZED = 36;

    private final SandboxOrg org;
    private final SearchEngine engine;

    /**
     * @param indexDelay the time from a record's last modification until searches find it
     */
    SearchReplies(SandboxOrg org, Duration indexDelay) {
        this.org = org;
        this.engine = new SearchEngine(org, indexDelay);
    }

    /** The records that the SOSL statement in the parameter {@code q} finds. */
    Reply search(ApiRequest request) {
        return replyOrError(() -> {
            var records = records(request, SoslParser.parse(request.parameter("q")));
            return request.versionNumber() < FIRST_WITH_OBJECT ? Reply.ok(records) : searchRecords(records);
        });
    }

    /** The records that a search with parameters finds; they are in the URI of a GET and in the body of a POST. */
    Reply parameterizedSearch(ApiRequest request) {
        if (request.versionNumber() < FIRST_PARAMETERIZED) {
            return Reply.notFound();
        }
        return replyOrError(() -> searchRecords(records(
                request, ParameterizedSearch.of(request.isGet() ? fromUri(request.parameters()) : body(request)))));
    }

    private List<Row> records(ApiRequest request, SearchStatement search) {
        return engine.search(
                search,
                soql -> QueryEvaluator.evaluate(
                                org,
                                SoqlParser.parse(soql, org),
                                request.version().substring(1),
                                QueryEvaluator.DeletedRecords.EXCLUDED)
                        .rows());
    }

    private static Reply searchRecords(List<Row> records) {
        return Reply.ok(Json.object("searchRecords", records));
    }

    private static Map<?, ?> body(ApiRequest request) {
        var body = JsonValue.readIfAny(request.body());
        return body != null && body.requireObject(ParameterizedSearch.names()).plain() instanceof Map<?, ?> parameters
                ? parameters
                : Map.of();
    }

    /** The parameters of a URI as in the body; {@code sobject} may be repeated, and name several objects. */
    private static Map<String, @Nullable Object> fromUri(Parameters uri) {
        Map<String, @Nullable Object> parameters = Json.object(
                "sobjects",
                uri.all("sobject").stream()
                        .flatMap(names -> Stream.of(names.split(",", -1)))
                        .map(String::strip)
                        .map(name -> object(uri, name))
                        .toList());
        for (String name : List.of(
                "q",
                "in",
                "fields",
                "defaultLimit",
                "overallLimit",
                "dataCategory",
                "division",
                "metadata",
                "netWorks",
                "pricebookId",
                "snippet")) {
            uri.first(name).ifPresent(value -> parameters.put(name, value));
        }
        return parameters;
    }

    private static Map<String, @Nullable Object> object(Parameters uri, String name) {
        var object = Json.object("name", name);
        for (String clause : List.of("fields", "where", "orderBy", "limit", "offset")) {
            uri.first(name + "." + clause).ifPresent(value -> object.put(clause, value));
        }
        return object;
    }

    private static Reply replyOrError(Supplier<Reply> reply) {
        try {
            return reply.get();
        } catch (QueryRefusal refusal) {
            return Reply.error(400, refusal.errorCode(), String.valueOf(refusal.getMessage()));
        } catch (JsonValue.Malformed notJson) {
            return Reply.error(400, "JSON_PARSER_ERROR", String.valueOf(notJson.getMessage()));
        }
    }
}
