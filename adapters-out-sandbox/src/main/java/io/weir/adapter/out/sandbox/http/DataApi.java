package io.weir.adapter.out.sandbox.http;

import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.out.sandbox.composite.BatchReplies;
import io.weir.adapter.out.sandbox.composite.CompositeReplies;
import io.weir.adapter.out.sandbox.login.Sessions;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.query.QueryEvaluator.DeletedRecords;
import io.weir.adapter.out.sandbox.record.Conditions;
import io.weir.adapter.out.sandbox.record.RecordApi;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.Parameters;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import io.weir.adapter.out.sandbox.route.Routes;
import io.weir.adapter.out.sandbox.write.WriteRules;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Salesforce's REST API below {@code /services/data}: authenticates, counts and routes requests. */
final class DataApi {
    private final SandboxOrg org;
    private final Sessions sessions;
    private final ApiLimits limits;
    private final QueryReplies queries;
    private final SearchReplies searches;
    private final BulkReplies bulk;
    private final DescribeReplies describe;
    private final RecordApi records;
    private final CompositeReplies composites;
    private final BatchReplies batches;
    private final Instant schemaModified;
    private final Routes routes;

    /**
     * @param schemaModified the last modification of objects and fields
     */
    DataApi(
            SandboxOrg org,
            SandboxSettings settings,
            Sessions sessions,
            ApiLimits limits,
            Instant schemaModified,
            WriteRules rules) {
        this.org = org;
        this.sessions = sessions;
        this.limits = limits;
        this.queries = new QueryReplies(org, settings.pageSize());
        this.searches = new SearchReplies(org, settings.searchIndexDelay());
        this.bulk = new BulkReplies(org, limits);
        this.describe = new DescribeReplies(org);
        this.schemaModified = schemaModified;
        this.records = new RecordApi(org, rules, queries);
        this.composites = new CompositeReplies(org, this::resource);
        this.batches = new BatchReplies(limits::countRequests, this::resource);
        this.routes = routes();
    }

    private Routes routes() {
        var routes = new Routes()
                .add("GET", "limits", _ -> limits.limits())
                .add("GET", "query", request -> query(request, DeletedRecords.EXCLUDED))
                .add("GET", "query/{locator}", this::nextPage)
                .add("GET", "queryAll", request -> query(request, DeletedRecords.INCLUDED))
                .add("GET", "queryAll/{locator}", this::nextPage)
                .add("GET", "search", searches::search)
                .add("GET", "parameterizedSearch", searches::parameterizedSearch)
                .add("POST", "parameterizedSearch", searches::parameterizedSearch)
                .add("GET", "sobjects", schema(request -> describe.all(request.version())))
                .add(
                        "GET",
                        "sobjects/{object}",
                        schema(request -> describe.summary(
                                request.segment(1),
                                request.version(),
                                records.recentItems(request.segment(1), request.version()))))
                .add(
                        "GET",
                        "sobjects/{object}/describe",
                        schema(request -> describe.one(request.segment(1), request.version())));
        records.addTo(routes);
        bulk.addTo(routes);
        return routes.add("GET", "composite", CompositeReplies::list)
                .add("POST", "composite", records.guarded(composites::reply))
                .add("POST", "composite/batch", records.guarded(batches::reply));
    }

    /**
     * @param path the decoded segments after {@code /services/data}
     */
    Reply reply(ServerRequest request, List<String> path, Parameters parameters) {
        String sent = RequestReader.method(request);
        // For clients that cannot send PATCH.
        String method = sent.equals("POST") ? parameters.first("_HttpMethod").orElse(sent) : sent;
        if (method.equals("HEAD")) {
            return reply(request, "GET", path, parameters).withoutBody();
        }
        return reply(request, method, path, parameters);
    }

    private Reply reply(ServerRequest request, String method, List<String> path, Parameters parameters) {
        if (path.isEmpty()) {
            return method.equals("GET") ? Reply.ok(ApiVersions.all()) : Reply.methodNotAllowed("GET", method);
        }
        if (!authenticated(request)) {
            return unauthenticated();
        }
        limits.countRequest();
        if (asksForXml(RequestReader.header(request, "Accept"))) {
            return Reply.error(501, "NOT_SUPPORTED", "the sandbox does not support XML");
        }
        var headers = request.headers().stream().collect(Collectors.toMap(Header::name, Header::values, (a, _) -> a));
        return resource(new ApiRequest(
                        method,
                        path.getFirst(),
                        path.subList(1, path.size()),
                        parameters,
                        headers,
                        RequestReader.body(request)))
                .withHeader("Sforce-Limit-Info", limits.header());
    }

    private Reply resource(ApiRequest request) {
        String version = request.version();
        if (ApiVersions.retired(version)) {
            return Reply.error(410, "UNSUPPORTED_API_VERSION", "The requested API version is retired: " + version);
        }
        if (!ApiVersions.supported(version)) {
            return Reply.notFound();
        }
        if (request.path().isEmpty()) {
            return request.isGet() ? resources(request) : Reply.methodNotAllowed("GET", request.method());
        }
        var unsupported = UnsupportedResources.ofTheApi(
                request.path(), object -> org.table(object).isPresent());
        if (unsupported.isPresent()) {
            return unsupported.get();
        }
        return request.isGet() ? org.read(() -> routes.reply(request)) : routes.reply(request);
    }

    private static boolean asksForXml(String accepted) {
        return accepted.contains("/xml") && !accepted.contains("json") && !accepted.contains("*/*");
    }

    private Reply resources(ApiRequest request) {
        var resources = Json.object();
        routes.names().forEach(name -> resources.put(name, "/services/data/" + request.version() + "/" + name));
        String host = request.header("Host");
        resources.put(
                "identity",
                "http://" + host + "/id/" + org.organizationId() + "/"
                        + org.runningUser().id());
        return Reply.ok(resources);
    }

    private Routes.Resource schema(Routes.Resource resource) {
        return request -> Conditions.ifModified(request, schemaModified, () -> resource.reply(request));
    }

    private Reply query(ApiRequest request, DeletedRecords deleted) {
        if (request.parameters().first("explain").isPresent()) {
            return queries.explain(request.parameter("explain"), request.version());
        }
        if (request.parameter("columns").equalsIgnoreCase("true")
                && request.parameters().first("q").isPresent()) {
            return queries.columns(request.parameter("q"), request.version(), deleted);
        }
        return request.parameters()
                .first("q")
                .map(soql -> queries.query(soql, request.version(), request.header("Sforce-Query-Options"), deleted))
                .orElseGet(() -> Reply.error(400, "MALFORMED_QUERY", "A query string has to be specified"));
    }

    private Reply nextPage(ApiRequest request) {
        return queries.nextPage(request.segment(1), request.version(), request.header("Sforce-Query-Options"));
    }

    static Reply unauthenticated() {
        return Reply.error(401, "INVALID_SESSION_ID", "Session expired or invalid")
                .withHeader("WWW-Authenticate", "Token");
    }

    /** Whether {@code request} has a valid access token; extends the validity of the token. */
    boolean authenticated(ServerRequest request) {
        String authorization = RequestReader.header(request, "Authorization");
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space);
        return (scheme.equalsIgnoreCase("Bearer") || scheme.equalsIgnoreCase("OAuth"))
                && sessions.use(authorization.substring(space + 1).strip());
    }
}
