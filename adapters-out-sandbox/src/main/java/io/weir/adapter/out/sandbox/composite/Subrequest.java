package io.weir.adapter.out.sandbox.composite;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One request within a composite or batch. {@code toString} shows no values.
 *
 * @param url the path and query string, with references still in it
 * @param body null if there is none
 */
record Subrequest(
        String method, String url, String referenceId, Map<String, String> headers, Optional<JsonValue> body) {
    private static final Pattern VERSIONED = Pattern.compile("/services/data/v[0-9]{1,3}\\.0/.*", Pattern.DOTALL);
    private static final Set<String> METHODS = Set.of("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD");
    private static final Set<String> INHERITED_HEADERS = Set.of("accept", "authorization", "content-type");

    /** Reads one subrequest; throws {@link JsonValue.Malformed} for a member of another type. */
    static Subrequest of(JsonValue json) {
        var given = json.requireObject().object("httpHeaders");
        var headers = new HashMap<String, String>();
        given.members().keySet().forEach(name -> headers.put(name, given.text(name)));
        var body = Optional.ofNullable(json.members().get("body")).filter(value -> value.value() != null);
        return new Subrequest(json.text("method"), json.text("url"), json.text("referenceId"), headers, body);
    }

    /** Whether the subrequest sets a header that only the request may set. */
    boolean setsInheritedHeader() {
        return headers.keySet().stream().anyMatch(name -> INHERITED_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    }

    boolean hasKnownMethod() {
        return METHODS.contains(method);
    }

    boolean hasVersionedUrl() {
        return VERSIONED.matcher(url).matches();
    }

    /** The segments of the path after the version, not decoded. */
    List<String> resource() {
        var segments = List.of(path(url).split("/", -1));
        return segments.size() <= 4 ? List.of() : segments.subList(4, segments.size());
    }

    /** Whether this is one of the operations of which a composite has at most five. */
    boolean isQueryOrCollection() {
        var resource = resource();
        boolean query = !resource.isEmpty()
                && (resource.getFirst().equals("query") || resource.getFirst().equals("queryAll"));
        return query || isCollection();
    }

    boolean isCollection() {
        var resource = resource();
        return resource.size() > 1
                && resource.getFirst().equals("composite")
                && resource.get(1).equals("sobjects");
    }

    /** A copy with the references in url and body replaced. */
    Subrequest resolved(References references) {
        String resolvedUrl = references.inText(
                url, value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        return new Subrequest(method, resolvedUrl, referenceId, headers, body.map(references::inBody));
    }

    /** What {@code resources} reply to the request itself, or the refusal of a malformed url. */
    Reply reply(Function<ApiRequest, Reply> resources) {
        int question = url.indexOf('?');
        List<String> path;
        Parameters parameters;
        try {
            path = ApiRequest.segments(path(url));
            parameters = Parameters.of(question < 0 ? "" : url.substring(question + 1));
        } catch (IllegalArgumentException brokenEncoding) {
            return Reply.error(400, "INVALID_URL", "The url is malformed.");
        }
        byte[] json = body.map(value -> Json.bytes(Objects.requireNonNull(value.plain())))
                .orElse(new byte[0]);
        return resources.apply(
                new ApiRequest(method, path.get(2), path.subList(3, path.size()), parameters, headers, json));
    }

    private static String path(String url) {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    @Override
    public String toString() {
        return method + " " + referenceId;
    }
}
