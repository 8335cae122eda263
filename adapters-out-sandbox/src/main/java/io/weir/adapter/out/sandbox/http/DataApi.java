package io.weir.adapter.out.sandbox.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.out.sandbox.login.Sessions;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Salesforce's REST API below {@code /services/data}: authenticates, routes and counts requests. */
final class DataApi {
    private final Sessions sessions;
    private final ApiLimits limits;
    private final QueryReplies queries;
    private final DescribeReplies describe;
    private final ZonedDateTime schemaModified;

    /**
     * @param pageSize the maximum number of rows per page, unless a request sets another batch size
     * @param schemaModified the last modification of objects and fields
     */
    DataApi(SandboxOrg org, int pageSize, Sessions sessions, ApiLimits limits, Instant schemaModified) {
        this.sessions = sessions;
        this.limits = limits;
        this.queries = new QueryReplies(org, pageSize);
        this.describe = new DescribeReplies(org);
        this.schemaModified = schemaModified.atZone(ZoneOffset.UTC).withNano(0);
    }

    /**
     * @param path the segments after {@code /services/data}
     */
    Reply reply(ServerRequest request, List<String> path, Parameters parameters) {
        if (path.isEmpty()) {
            return isGet(request) ? Reply.ok(ApiVersions.all()) : Reply.methodNotAllowed("GET", method(request));
        }
        if (!authenticated(request)) {
            return unauthenticated();
        }
        limits.countRequest();
        return authorizedReply(request, path, parameters).withHeader("Sforce-Limit-Info", limits.header());
    }

    private Reply authorizedReply(ServerRequest request, List<String> path, Parameters parameters) {
        String version = path.getFirst();
        if (ApiVersions.retired(version)) {
            return Reply.error(410, "UNSUPPORTED_API_VERSION", "The requested API version is retired: " + version);
        }
        if (!ApiVersions.supported(version)) {
            return Reply.notFound();
        }
        var resource = path.subList(1, path.size());
        if (!knownResource(resource)) {
            return Reply.notFound();
        }
        if (isComposite(resource)) {
            return request.prologue().method().equals(Method.POST)
                    ? composite(request)
                    : Reply.methodNotAllowed("POST", method(request));
        }
        return isGet(request)
                ? resource(request, version, resource, parameters)
                : Reply.methodNotAllowed("GET", method(request));
    }

    private static boolean knownResource(List<String> resource) {
        return resource.isEmpty()
                || switch (resource.getFirst()) {
                    case "query", "queryAll" -> resource.size() <= 2;
                    case "limits", "composite" -> resource.size() == 1;
                    case "sobjects" -> resource.size() <= 3;
                    default -> false;
                };
    }

    private static boolean isComposite(List<String> resource) {
        return resource.size() == 1 && resource.getFirst().equals("composite");
    }

    private Reply composite(ServerRequest request) {
        return CompositeReplies.to(body(request), uri -> {
            var path = segments(uri.getRawPath()).stream().skip(2).toList();
            boolean known = !path.isEmpty()
                    && ApiVersions.supported(path.getFirst())
                    && knownResource(path.subList(1, path.size()));
            return known
                    ? resource(
                            request,
                            path.getFirst(),
                            path.subList(1, path.size()),
                            Parameters.of(Objects.requireNonNullElse(uri.getRawQuery(), "")))
                    : Reply.notFound();
        });
    }

    static byte[] body(ServerRequest request) {
        try (var body = request.content().inputStream()) {
            return body.readAllBytes();
        } catch (IOException connectionLost) {
            throw new UncheckedIOException(connectionLost);
        }
    }

    private Reply resource(ServerRequest request, String version, List<String> resource, Parameters parameters) {
        if (resource.isEmpty()) {
            return resources(version);
        }
        return switch (resource.getFirst()) {
            case "limits" -> limits.limits();
            case "sobjects" -> sobjects(request, version, resource.subList(1, resource.size()), parameters);
            case "query" -> query(request, version, resource, parameters, QueryEvaluator.DeletedRecords.EXCLUDED);
            default -> query(request, version, resource, parameters, QueryEvaluator.DeletedRecords.INCLUDED);
        };
    }

    private Reply query(
            ServerRequest request,
            String version,
            List<String> resource,
            Parameters parameters,
            QueryEvaluator.DeletedRecords deleted) {
        String options = header(request, "Sforce-Query-Options");
        if (resource.size() == 2) {
            return queries.nextPage(resource.getLast(), version, options);
        }
        if (parameters.first("explain").isPresent()) {
            return queries.explain(parameters.value("explain"), version);
        }
        return parameters
                .first("q")
                .map(soql -> queries.query(soql, version, options, deleted))
                .orElseGet(() -> Reply.error(400, "MALFORMED_QUERY", "A query string has to be specified"));
    }

    private Reply sobjects(ServerRequest request, String version, List<String> rest, Parameters parameters) {
        return switch (rest.size()) {
            case 0 -> conditional(request, () -> describe.all(version));
            case 1 -> conditional(request, () -> describe.summary(rest.getFirst(), version));
            default ->
                rest.getLast().equals("describe")
                        ? conditional(request, () -> describe.one(rest.getFirst(), version))
                        : queries.record(rest.getFirst(), rest.getLast(), parameters.value("fields"), version);
        };
    }

    private Reply conditional(ServerRequest request, Supplier<Reply> reply) {
        String since = header(request, "If-Modified-Since");
        if (!since.isEmpty()) {
            try {
                var cached = ZonedDateTime.parse(since, DateTimeFormatter.RFC_1123_DATE_TIME);
                if (!schemaModified.isAfter(cached)) {
                    return Reply.empty(304);
                }
            } catch (DateTimeException notADate) {
                // RFC 9110: an invalid date is ignored.
            }
        }
        return reply.get().withHeader("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(schemaModified));
    }

    private static Reply resources(String version) {
        var resources = Json.object();
        for (String resource : List.of("composite", "limits", "query", "queryAll", "sobjects")) {
            resources.put(resource, "/services/data/" + version + "/" + resource);
        }
        return Reply.ok(resources);
    }

    static Reply unauthenticated() {
        return Reply.error(401, "INVALID_SESSION_ID", "Session expired or invalid")
                .withHeader("WWW-Authenticate", "Token");
    }

    /** Whether {@code request} has a valid access token; extends the validity of the token. */
    boolean authenticated(ServerRequest request) {
        String authorization = header(request, "Authorization");
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space);
        return (scheme.equalsIgnoreCase("Bearer") || scheme.equalsIgnoreCase("OAuth"))
                && sessions.use(authorization.substring(space + 1).strip());
    }

    /** The segments of {@code path}; a trailing slash is ignored. */
    static List<String> segments(String path) {
        var segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeFirst();
        if (!segments.isEmpty() && segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        return segments;
    }

    static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }

    private static boolean isGet(ServerRequest request) {
        return request.prologue().method().equals(Method.GET);
    }

    private static String method(ServerRequest request) {
        return request.prologue().method().text();
    }
}
