package io.weir.adapter.out.sandbox;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What {@code POST /composite} answers: each request's answer in turn, for the price of one call.
 *
 * <p>Simpler than Salesforce's: every request is a GET, and none refers to what another one answered.
 */
final class CompositeReplies {
    private static final int MAX_REQUESTS = 25;
    private static final int MAX_QUERIES = 5;
    private static final JsonFactory JSON = new JsonFactory();

    private record Subrequest(String method, String url, String referenceId) {}

    private CompositeReplies() {}

    /** The answer to {@code body}; {@code resources} answers one GET. */
    static Reply to(byte[] body, Function<URI, Reply> resources) {
        List<Subrequest> requests;
        try (var json = JSON.createParser(ObjectReadContext.empty(), body)) {
            requests = readSubrequests(json);
        } catch (JacksonException notJson) {
            return Reply.error(400, "JSON_PARSER_ERROR", "the body is not JSON of a composite request");
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
        var answer = new ByteArrayOutputStream();
        append(answer, "{\"compositeResponse\":[");
        for (int i = 0; i < requests.size(); i++) {
            append(answer, i == 0 ? "" : ",");
            appendResponse(answer, requests.get(i), resources);
        }
        append(answer, "]}");
        return Reply.ok(answer.toByteArray());
    }

    private static void appendResponse(
            ByteArrayOutputStream answer, Subrequest request, Function<URI, Reply> resources) {
        var reply = request.method().equals("GET")
                ? reply(request.url(), resources)
                : Reply.methodNotAllowed("GET", request.method());
        append(answer, "{\"body\":");
        answer.writeBytes(reply.body());
        append(answer, ",\"httpHeaders\":{},\"httpStatusCode\":" + reply.status() + ",\"referenceId\":");
        answer.writeBytes(Json.bytes(request.referenceId()));
        append(answer, "}");
    }

    private static Reply reply(String url, Function<URI, Reply> resources) {
        try {
            return resources.apply(URI.create(url));
        } catch (IllegalArgumentException notAnUri) {
            return Reply.error(400, "INVALID_URL", "a subrequest's URL is malformed");
        }
    }

    private static List<Subrequest> readSubrequests(JsonParser json) {
        var requests = new ArrayList<Subrequest>();
        json.nextToken();
        String name;
        while ((name = json.nextName()) != null) {
            if (json.nextToken() == JsonToken.START_ARRAY && name.equals("compositeRequest")) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    requests.add(readSubrequest(json));
                }
            } else {
                json.skipChildren();
            }
        }
        return requests;
    }

    private static Subrequest readSubrequest(JsonParser json) {
        String method = "";
        String url = "";
        String referenceId = "";
        String name;
        while ((name = json.nextName()) != null) {
            json.nextToken();
            switch (name) {
                case "method" -> method = json.getString();
                case "url" -> url = json.getString();
                case "referenceId" -> referenceId = json.getString();
                default -> json.skipChildren();
            }
        }
        return new Subrequest(method, url, referenceId);
    }

    private static void append(ByteArrayOutputStream answer, String text) {
        answer.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
