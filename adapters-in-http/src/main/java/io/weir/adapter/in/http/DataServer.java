package io.weir.adapter.in.http;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.weir.application.RehearseDataAction.Rehearsal;
import io.weir.application.RunDataAction;
import io.weir.application.RunQuery;
import io.weir.domain.action.ActionName;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.Input;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Problem;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.port.ActionCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The server that flows call. */
public final class DataServer {
    static final String ACTIONS = "/cxone/data-action/";
    private static final String ACTION = ACTIONS + "{" + ActionEndpoint.NAME + "}";
    static final String AD_HOC = ACTIONS + ActionName.AD_HOC;

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
        static final int DEFAULT_BODY = 256 * 1024;

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
                    listener, DEFAULT_BODY, Duration.ofSeconds(10), UnknownInputs.REFUSE, version, Optional.empty());
        }

        /** The same, with {@code unknownInputs} for inputs that a data action does not declare. */
        public Settings meeting(UnknownInputs unknownInputs) {
            return new Settings(listener, maxBodyBytes, bodyTime, unknownInputs, version, health);
        }

        /** The same, with health told as {@code readiness} has it. */
        public Settings telling(Readiness readiness) {
            return new Settings(listener, maxBodyBytes, bodyTime, unknownInputs, version, Optional.of(readiness));
        }
    }

    /** What may be asked. */
    public record Questions(RunQuery runQuery, Actions actions) {}

    /**
     * The operator's data actions.
     *
     * @param run answers one, as {@link RunDataAction#run} does
     * @param rehearse tells what that would do, as {@link io.weir.application.RehearseDataAction#rehearse} does
     * @param misfits finds what is wrong with inputs, as {@link io.weir.application.CheckInputs#misfits} does
     */
    public record Actions(
            ActionCatalog catalog,
            Function<RunDataAction.Request, ActionOutcome> run,
            Function<RunDataAction.Request, Rehearsal> rehearse,
            BiFunction<DataAction, Map<MemberName, Input>, List<Problem>> misfits) {}

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
        var doorkeeper = new Doorkeeper(callers, bodies, pools.passwords(), meters, TimeMeter.SYSTEM_NANOTIME);
        var webhook = new Webhook(doorkeeper, ids, audit, metrics);
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
                    routing.addFilter(new Edge(ids, bodies, "POST")).error(Throwable.class, new ThrownErrors());
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
                        "data actions are at POST %s{name}, ad-hoc queries at POST %s".formatted(ACTIONS, AD_HOC)));
        UnservedPath.route(routing, nowhere);
        settings.health().ifPresent(readiness -> health(routing, readiness));
        routing.post(AD_HOC, queries)
                .any(AD_HOC, webhook.refusing(Asked.AD_HOC, ErrorAnswer.wrongMethod("POST")))
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
