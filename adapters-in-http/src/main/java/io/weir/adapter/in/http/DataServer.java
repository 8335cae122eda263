package io.weir.adapter.in.http;

import io.github.bucket4j.TimeMeter;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.weir.adapter.in.http.action.ActionEndpoint;
import io.weir.adapter.in.http.action.ActionUseCases;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.adhoc.QueryEndpoint;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.auth.AccessControl;
import io.weir.adapter.in.http.auth.Passwords;
import io.weir.adapter.in.http.auth.SharedReplays;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.contract.ExpectedSchemas;
import io.weir.adapter.in.http.contract.SchemaCache;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.exchange.RawPathMatcher;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.listener.CannotListen;
import io.weir.adapter.in.http.listener.HealthEndpoint;
import io.weir.adapter.in.http.listener.IngressFilter;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.adapter.in.http.listener.ThrownErrors;
import io.weir.adapter.in.http.listener.UnservedPath;
import io.weir.adapter.in.http.openapi.OpenApiEndpoint;
import io.weir.adapter.in.http.watch.ConnectionWatchdog;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.adapter.in.http.webhook.HttpMetrics;
import io.weir.adapter.in.http.webhook.RequestAudit;
import io.weir.adapter.in.http.webhook.Webhook;
import io.weir.application.query.RunQuery;
import io.weir.domain.history.AuditEntry.Asked;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The server that flows call. */
public final class DataServer {
    /** The default for {@link Settings#bodyTime}. */
    public static final Duration BODY_TIME = Duration.ofSeconds(10);

    private static final PathMatcher ACTION = new RawPathMatcher(Paths::isOfAction);
    private static final String HEALTH = "/observe/health";

    /** Compiles schemas, checks answers against them, and writes large answers. */
    static final WorkerPool.Settings SCHEMA_POOL =
            new WorkerPool.Settings("weir-schemas", WorkerPool.halfOfTheProcessors(), 64, 4, Duration.ofMillis(100));

    /** Compiled schemas take at most this fraction of the heap: one sixteenth. */
    static final long SCHEMA_SHARE = 16;

    private final WebServer server;
    private final ConnectionWatchdog connections;
    private final Pools pools;
    private final AccessControl accessControl;

    private DataServer(WebServer server, ConnectionWatchdog connections, Pools pools, AccessControl accessControl) {
        this.server = server;
        this.connections = connections;
        this.pools = pools;
        this.accessControl = accessControl;
    }

    /**
     * The settings of the server.
     *
     * @param bodyTime how long a client may take to send the headers, and then the body
     * @param unknownInputs what happens to inputs that a data action does not declare
     * @param version Weir's version, for the description of the API
     * @param health the state to show at {@code /observe/health} of this server too; empty for none
     * @param replays what other Weirs know of used signatures
     */
    public record Settings(
            ListenerSettings listener,
            Duration bodyTime,
            UnknownInputs unknownInputs,
            String version,
            Optional<Readiness> health,
            SharedReplays replays) {}

    /** What callers can ask for. */
    public record UseCases(RunQuery runQuery, ActionUseCases actions) {}

    /**
     * Starts a server; throws {@link CannotListen} when the port is taken.
     *
     * @param audit records every request that reaches a route
     */
    public static DataServer start(
            Settings settings,
            Callers callers,
            UseCases useCases,
            RequestIds ids,
            RequestAudit audit,
            MeterRegistry meters) {
        return start(settings, callers, useCases, ids, audit, meters, Pools.measuredBy(meters));
    }

    /** The threads for slow work. */
    record Pools(WorkerPool schemas, WorkerPool passwords) {
        static Pools measuredBy(MeterRegistry meters) {
            return new Pools(
                    new WorkerPool(SCHEMA_POOL).measuredBy(meters), new WorkerPool(Passwords.POOL).measuredBy(meters));
        }
    }

    static DataServer start(
            Settings settings,
            Callers callers,
            UseCases useCases,
            RequestIds ids,
            RequestAudit audit,
            MeterRegistry meters,
            Pools pools) {
        var connections = settings.listener().watchdog(settings.bodyTime());
        var bodies = new RequestBody(connections);
        var metrics = new HttpMetrics(meters);
        var schemas = new SchemaCache(Runtime.getRuntime().maxMemory() / SCHEMA_SHARE);
        meters.getOrCreate(Gauge.builder("weir_schema_cache_bytes", schemas::bytes)
                .description("About how much memory the compiled schemas of callers keep"));
        var accessControl = new AccessControl(
                callers, bodies, pools.passwords(), meters, TimeMeter.SYSTEM_NANOTIME, settings.replays());
        var webhook = new Webhook(accessControl, ids, audit, metrics);
        var queries = new QueryEndpoint(
                webhook,
                RequestBody.DEFAULT_MAX_BYTES,
                useCases.runQuery(),
                pools.schemas(),
                new ExpectedSchemas(pools.schemas(), schemas));
        var actions = new ActionEndpoint(webhook, settings.unknownInputs(), useCases.actions(), metrics);
        var openApi = new OpenApiEndpoint(
                webhook,
                useCases.actions().catalog(),
                settings.unknownInputs(),
                accessControl::schemes,
                settings.version());
        var server = settings.listener()
                .server(ids, connections)
                .routing(routing -> {
                    routing.addFilter(new IngressFilter(ids, bodies, "POST"))
                            .error(Throwable.class, new ThrownErrors());
                    route(routing, webhook, settings, queries, actions, openApi);
                })
                .build();
        settings.listener().start(server);
        connections.start();
        return new DataServer(server, connections, pools, accessControl);
    }

    private static void route(
            HttpRouting.Builder routing,
            Webhook webhook,
            Settings settings,
            QueryEndpoint queries,
            ActionEndpoint actions,
            OpenApiEndpoint openApi) {
        var unknownPath = webhook.refusing(
                Asked.UNKNOWN,
                ErrorAnswer.of(
                        ErrorCode.UNKNOWN_PATH,
                        "data actions are at POST %s{name}, ad-hoc queries at POST %s"
                                .formatted(Paths.ACTIONS, Paths.AD_HOC)));
        UnservedPath.route(routing, unknownPath);
        settings.health()
                .ifPresent(readiness -> routing.get(HEALTH + "/live", new HealthEndpoint(() -> true))
                        .get(HEALTH + "/started", new HealthEndpoint(readiness::hasStarted))
                        .get(HEALTH + "/ready", new HealthEndpoint(readiness::ready)));
        routing.post(Paths.AD_HOC, queries)
                .any(Paths.AD_HOC, webhook.refusing(Asked.AD_HOC, ErrorAnswer.wrongMethod("POST")))
                .route(HttpRoute.builder()
                        .methods(Method.POST)
                        .path(ACTION)
                        .handler(actions)
                        .build())
                .route(HttpRoute.builder()
                        .path(ACTION)
                        .handler(webhook.refusing(Asked.UNKNOWN, ErrorAnswer.wrongMethod("POST")))
                        .build())
                .get(OpenApiEndpoint.PATH, openApi)
                .any(OpenApiEndpoint.PATH, webhook.refusing(Asked.OPEN_API, ErrorAnswer.wrongMethod("GET")))
                .any(unknownPath);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Serves {@code callers} instead of the former ones, as {@link AccessControl#replace} does. */
    public void replace(Callers callers) {
        accessControl.replace(callers);
    }

    /** How many requests of each caller run, by its name. */
    public Map<String, Integer> running() {
        return accessControl.running();
    }

    /** The number of open connections. */
    int openConnections() {
        return connections.open();
    }

    /** Accepts no more requests, waits at most the grace period for running ones, and stops. */
    public void stop() {
        server.stop();
        connections.close();
        pools.schemas().close();
        pools.passwords().close();
    }
}
