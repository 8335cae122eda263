package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Replies of {@code POST /composite}: the replies to all subrequests in order. A composite request counts as one API
 * call.
 *
 * <p>Unlike Salesforce, the sandbox accepts only GET subrequests and no references between them.
 */
final class CompositeReplies {
    private static final int MAX_REQUESTS = 25;
    private static final int MAX_QUERIES = 5;

    private record Subrequest(String method, String url, String referenceId) {}

    private CompositeReplies() {}

    /** The reply to {@code composite}; {@code resources} replies to one subrequest. */
    static Reply to(ApiRequest composite, Function<ApiRequest, Reply> resources) {
        List<Subrequest> requests;
        try {
            requests = subrequests(Json.read(composite.body()));
        } catch (JacksonException notJson) {
            return Reply.error(400, "JSON_PARSER_ERROR", "the body is not a valid composite request");
        }
        if (requests.isEmpty() || requests.size() > MAX_REQUESTS) {
            return Reply.error(400, "LIMIT_EXCEEDED", "The request can't contain more than 25 operations.");
        }
        if (requests.stream()
                        .filter(request -> request.url().contains("/query"))
                        .count()
                > MAX_QUERIES) {
            return Reply.error(400, "LIMIT_EXCEEDED", "The request can't contain more than 5 query operations.");
        }
        return Reply.ok(Json.object(
                "compositeResponse",
                requests.stream().map(request -> response(request, resources)).toList()));
    }

    private static Map<String, @Nullable Object> response(Subrequest request, Function<ApiRequest, Reply> resources) {
        var reply = request.method().equals("GET")
                ? reply(request.url(), resources)
                : Reply.methodNotAllowed("GET", request.method());
        return Json.object(
                "body", Json.read(reply.body()),
                "httpHeaders", Map.of(),
                "httpStatusCode", reply.status(),
                "referenceId", request.referenceId());
    }

    private static Reply reply(String url, Function<ApiRequest, Reply> resources) {
        try {
            var uri = URI.create(url);
            var path = DataApi.segments(uri.getRawPath());
            var parameters = Parameters.of(Objects.requireNonNullElse(uri.getRawQuery(), ""));
            return path.size() < 3
                    ? Reply.notFound()
                    : resources.apply(new ApiRequest(
                            "GET", path.get(2), path.subList(3, path.size()), parameters, Map.of(), new byte[0]));
        } catch (IllegalArgumentException invalidUri) {
            return Reply.error(400, "INVALID_URL", "a subrequest's URL is malformed");
        }
    }

    private static List<Subrequest> subrequests(@Nullable Object json) {
        return json instanceof Map<?, ?> request && request.get("compositeRequest") instanceof List<?> subrequests
                ? subrequests.stream().map(CompositeReplies::subrequest).toList()
                : List.of();
    }

    private static Subrequest subrequest(Object json) {
        return json instanceof Map<?, ?> request
                ? new Subrequest(text(request, "method"), text(request, "url"), text(request, "referenceId"))
                : new Subrequest("", "", "");
    }

    private static String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }
}
