package io.weir.adapter.in.http.admin;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.contract.ExpectedSchemas;
import io.weir.adapter.in.http.contract.SchemaCache;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.listener.CannotListen;
import io.weir.adapter.in.http.listener.IngressFilter;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.adapter.in.http.listener.ThrownErrors;
import io.weir.adapter.in.http.listener.UnservedPath;
import io.weir.adapter.in.http.watch.ConnectionWatchdog;
import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.application.query.ExplainQuery;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.FaultInjection;
import io.weir.domain.port.OrgStatus;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The operator's server: {@code /profiler}, {@code /limits}, {@code /observe/health} and {@code /observe/metrics}, and the ad-hoc
 * query's path, where queries are explained; on the sandbox {@code /sandbox/faults} too. A server of its own, so that it still
 * answers while the data server drains.
 */
public final class AdminServer {
    private static final String PROFILER = "/profiler";
    private static final String LIMITS = "/limits";
    private static final String FAULTS = "/sandbox/faults";
    private static final Duration SENDING_TIME = Duration.ofSeconds(10);

    /** Of its own, so that the operator does not wait for callers. */
    private static final WorkerPool.Settings SCHEMA_POOL =
            new WorkerPool.Settings("weir-explained-schemas", 1, 16, 1, Duration.ofMillis(100));

    private final WebServer server;
    private final ConnectionWatchdog connections;
    private final WorkerPool schemaPool;

    private AdminServer(WebServer server, ConnectionWatchdog connections, WorkerPool schemaPool) {
        this.server = server;
        this.connections = connections;
        this.schemaPool = schemaPool;
    }

    /** What the operator may look into, and, where the org is one that can be told to fail, tell to. */
    public record Insight(ExecutionHistory history, OrgStatus org, ExplainQuery explainQuery, FaultInjection drill) {}

    /**
     * Starts a server; throws {@link CannotListen} when the port is taken.
     */
    public static AdminServer start(
            AdminSettings settings,
            Insight insight,
            InstantSource clock,
            Readiness readiness,
            RequestIds ids,
            MeterRegistry meters) {
        var connections = settings.listener().watchdog(SENDING_TIME);
        var bodies = new RequestBody(connections);
        var schemaPool = new WorkerPool(SCHEMA_POOL).measuredBy(meters);
        var schemas = new ExpectedSchemas(schemaPool, new SchemaCache(0));
        var edge = new IngressFilter(ids, bodies, "GET, POST, PUT, DELETE");
        var server = settings.listener()
                .server(ids, connections)
                .addFeature(observers(settings, readiness, meters))
                .routing(routing -> {
                    routing.addFilter(edge)
                            .addFilter(new AdminGuard(settings))
                            .error(Throwable.class, new ThrownErrors());
                    UnservedPath.route(
                            routing,
                            (request, response) -> Replies.send(
                                    request, response, ErrorAnswer.of(ErrorCode.UNKNOWN_PATH, "check the URL")));
                    if (settings.shows(AdminSettings.Part.PROFILER)) {
                        get(routing, PROFILER, new ProfilerEndpoint(insight.history(), ids));
                    }
                    if (settings.shows(AdminSettings.Part.LIMITS)) {
                        get(routing, LIMITS, new LimitsEndpoint(insight.org(), clock));
                    }
                    if (settings.shows(AdminSettings.Part.EXPLAIN)) {
                        routing.post(Paths.AD_HOC, new ExplainEndpoint(insight.explainQuery(), bodies, schemas))
                                .any(Paths.AD_HOC, wrongMethod("POST"));
                    }
                    if (insight.drill().possible()) {
                        route(routing, new FaultInjectionEndpoint(insight.drill(), bodies));
                    }
                })
                .build();
        settings.listener().start(server);
        connections.start();
        return new AdminServer(server, connections, schemaPool);
    }

    private static ObserveFeature observers(AdminSettings settings, Readiness readiness, MeterRegistry meters) {
        var observers = ObserveFeature.builder().observersDiscoverServices(false);
        if (settings.shows(AdminSettings.Part.HEALTH)) {
            observers.addObserver(HealthObserver.create(
                    health -> health.details(true).useSystemServices(false).addHealthChecks(readiness.checks())));
        }
        if (settings.shows(AdminSettings.Part.METRICS)) {
            observers.addObserver(MetricsObserver.create(metrics -> metrics.meterRegistry(meters)));
        }
        return observers.build();
    }

    private static void get(HttpRouting.Builder routing, String path, Handler handler) {
        routing.get(path, handler).any(path, wrongMethod("GET"));
    }

    private static void route(HttpRouting.Builder routing, FaultInjectionEndpoint faults) {
        routing.get(FAULTS, faults.show())
                .put(FAULTS, faults.replace())
                .delete(FAULTS, faults.end())
                .any(FAULTS, wrongMethod("GET, PUT, DELETE"));
    }

    private static Handler wrongMethod(String allowed) {
        return (request, response) -> Replies.send(request, response, ErrorAnswer.wrongMethod(allowed));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Takes no new request, lets those that are being answered finish within the grace period, and ends. */
    public void stop() {
        server.stop();
        connections.close();
        schemaPool.close();
    }
}
