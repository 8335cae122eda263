package io.weir.adapter.in.http;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.weir.adapter.in.http.action.ActionEndpoint;
import io.weir.adapter.in.http.action.ActionUseCases;
import io.weir.adapter.in.http.action.UnknownInputs;
import io.weir.adapter.in.http.adhoc.QueryEndpoint;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.auth.AccessControl;
import io.weir.adapter.in.http.auth.Passwords;
import io.weir.adapter.in.http.caller.Callers;
import io.weir.adapter.in.http.contract.ExpectedSchemas;
import io.weir.adapter.in.http.contract.SchemaCache;
import io.weir.adapter.in.http.exchange.Paths;
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
import java.util.Optional;

/** The server that flows call. */
public final class DataServer {
    private static final String ACTION = Paths.ACTIONS + "{" + ActionEndpoint.NAME + "}";

    private static final String HEALTH = "/observe/health";

    /** Compiles schemas, checks answers against them, writes large ones. */
    static final WorkerPool.Settings SCHEMA_POOL =
            new WorkerPool.Settings("weir-schemas", WorkerPool.halfOfTheProcessors(), 64, 4, Duration.ofMillis(100));

    /** Which part of the heap compiled schemas may keep. */
    static final long SCHEMA_SHARE = 16;

    private final WebServer server;
    private final ConnectionWatchdog connections;
    private final Pools pools;

    private DataServer(WebServer server, ConnectionWatchdog connections, Pools pools) {
        this.server = server;
        this.connections = connections;
        this.pools = pools;
    }

    /**
     * What the server is bound to.
     *
     * @param maxBodyBytes the largest body of an ad-hoc query, 1 KiB to 1 MiB
     * @param bodyTime how long a caller may take to send it, and before that its headers
     * @param unknownInputs what becomes of an input that a data action does not declare
     * @param version Weir's, for the description of the API
     * @param health what is told at {@code /observe/health}, for whoever cannot reach the operator's server; empty is nothing
     */
    public record Settings(
            ListenerSettings listener,
            int maxBodyBytes,
            Duration bodyTime,
            UnknownInputs unknownInputs,
            String version,
            Optional<Readiness> health) {
        /** Throws {@link IllegalArgumentException} for a size outside its range or a time that is not positive. */
        public Settings {
            if (maxBodyBytes < 1024 || maxBodyBytes > ListenerSettings.LARGEST_READ) {
                throw new IllegalArgumentException("a body is bounded by 1 KiB to 1 MiB, not " + maxBodyBytes);
            }
            if (!bodyTime.isPositive()) {
                throw new IllegalArgumentException("a body needs some time, not " + bodyTime);
            }
        }

        /** The usual bounds: 256 KiB within 10 s, unknown inputs refused. */
        public static Settings at(ListenerSettings listener, String version) {
            return new Settings(
                    listener,
                    RequestBody.DEFAULT_MAX_BYTES,
                    Duration.ofSeconds(10),
                    UnknownInputs.REFUSE,
                    version,
                    Optional.empty());
        }

        /** The same, with {@code unknownInputs} for inputs that a data action does not declare. */
        public Settings meeting(UnknownInputs unknownInputs) {
            return new Settings(listener, maxBodyBytes, bodyTime, unknownInputs, version, health);
        }

        /** The same, with health told as {@code readiness} has it. */
        public Settings withHealth(Readiness readiness) {
            return new Settings(listener, maxBodyBytes, bodyTime, unknownInputs, version, Optional.of(readiness));
        }
    }

    /** What may be asked. */
    public record Questions(RunQuery runQuery, ActionUseCases actions) {}

    /**
     * Starts a server; throws {@link CannotListen} when the port is taken.
     *
     * @param audit gets an entry for each request that reaches a route
     */
    public static DataServer start(
            Settings settings,
            Callers callers,
            Questions questions,
            RequestIds ids,
            RequestAudit audit,
            MeterRegistry meters) {
        return start(settings, callers, questions, ids, audit, meters, Pools.measuredBy(meters));
    }

    /** The threads for what takes long. */
    record Pools(WorkerPool schemas, WorkerPool passwords) {
        static Pools measuredBy(MeterRegistry meters) {
            return new Pools(
                    new WorkerPool(SCHEMA_POOL).measuredBy(meters), new WorkerPool(Passwords.POOL).measuredBy(meters));
        }
    }

    static DataServer start(
            Settings settings,
            Callers callers,
            Questions questions,
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
        var accessControl = new AccessControl(callers, bodies, pools.passwords(), meters, TimeMeter.SYSTEM_NANOTIME);
        var webhook = new Webhook(accessControl, ids, audit, metrics);
        var queries = new QueryEndpoint(
                webhook,
                settings.maxBodyBytes(),
                questions.runQuery(),
                pools.schemas(),
                new ExpectedSchemas(pools.schemas(), schemas));
        var actions = new ActionEndpoint(webhook, settings.unknownInputs(), questions.actions(), metrics);
        var openApi = new OpenApiEndpoint(
                webhook,
                questions.actions().catalog(),
                settings.unknownInputs(),
                callers.schemes(),
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
        return new DataServer(server, connections, pools);
    }

    private static void health(HttpRouting.Builder routing, Readiness readiness) {
        routing.get(HEALTH + "/live", new HealthEndpoint(() -> true))
                .get(HEALTH + "/started", new HealthEndpoint(readiness::hasStarted))
                .get(HEALTH + "/ready", new HealthEndpoint(readiness::ready));
    }

    private static void route(
            HttpRouting.Builder routing,
            Webhook webhook,
            Settings settings,
            QueryEndpoint queries,
            ActionEndpoint actions,
            OpenApiEndpoint openApi) {
        var nowhere = webhook.refusing(
                Asked.UNKNOWN,
                ErrorAnswer.of(
                        ErrorCode.UNKNOWN_PATH,
                        "data actions are at POST %s{name}, ad-hoc queries at POST %s"
                                .formatted(Paths.ACTIONS, Paths.AD_HOC)));
        UnservedPath.route(routing, nowhere);
        settings.health().ifPresent(readiness -> health(routing, readiness));
        routing.post(Paths.AD_HOC, queries)
                .any(Paths.AD_HOC, webhook.refusing(Asked.AD_HOC, ErrorAnswer.wrongMethod("POST")))
                .post(ACTION, actions)
                .any(ACTION, webhook.refusing(Asked.UNKNOWN, ErrorAnswer.wrongMethod("POST")))
                .get(OpenApiEndpoint.PATH, openApi)
                .any(OpenApiEndpoint.PATH, webhook.refusing(Asked.OPEN_API, ErrorAnswer.wrongMethod("GET")))
                .any(nowhere);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** How many connections are open at this moment. */
    int openConnections() {
        return connections.open();
    }

    /** Takes no new request, lets those that are being answered finish within the grace period, and ends. */
    public void stop() {
        server.stop();
        connections.close();
        pools.schemas().close();
        pools.passwords().close();
    }
}
