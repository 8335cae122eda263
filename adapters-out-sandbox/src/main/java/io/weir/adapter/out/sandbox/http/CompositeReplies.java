package io.weir.adapter.out.sandbox.http;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Reply;
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
 * Replies of {@code POST /composite}: the replies to all subrequests in order. A composite request counts as one API
 * call.
 *
 * <p>Unlike Salesforce, the sandbox accepts only GET subrequests and no references between them.
 */
final class CompositeReplies {
    private static final int MAX_REQUESTS = 25;
    private static final int MAX_QUERIES = 5;
    private static final JsonFactory JSON = new JsonFactory();

    private record Subrequest(String method, String url, String referenceId) {}

    private CompositeReplies() {}

    /** The reply to {@code body}; {@code resources} replies to one GET. */
    static Reply to(byte[] body, Function<URI, Reply> resources) {
        List<Subrequest> requests;
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            requests = readSubrequests(parser);
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
        var json = new ByteArrayOutputStream();
        append(json, "{\"compositeResponse\":[");
        for (int i = 0; i < requests.size(); i++) {
            append(json, i == 0 ? "" : ",");
            appendResponse(json, requests.get(i), resources);
        }
        append(json, "]}");
        return Reply.ok(json.toByteArray());
    }

    private static void appendResponse(ByteArrayOutputStream json, Subrequest request, Function<URI, Reply> resources) {
        var reply = request.method().equals("GET")
                ? reply(request.url(), resources)
                : Reply.methodNotAllowed("GET", request.method());
        append(json, "{\"body\":");
        json.writeBytes(reply.body());
        append(json, ",\"httpHeaders\":{},\"httpStatusCode\":" + reply.status() + ",\"referenceId\":");
        json.writeBytes(Json.bytes(request.referenceId()));
        append(json, "}");
    }

    private static Reply reply(String url, Function<URI, Reply> resources) {
        try {
            return resources.apply(URI.create(url));
        } catch (IllegalArgumentException invalidUri) {
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

    private static void append(ByteArrayOutputStream json, String text) {
        json.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
