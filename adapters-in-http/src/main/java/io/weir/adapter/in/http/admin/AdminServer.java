package io.weir.adapter.in.http.admin;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
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
 * The operator's server: {@code /profiler}, {@code /limits}, {@code /observe/health}, {@code /observe/metrics}, the
 * explanation of ad-hoc queries at the path of their run, {@code /reload}, and {@code /sandbox/faults} for the sandbox. It still answers
 * while the data server drains.
 */
public final class AdminServer {
    private static final String PROFILER = "/profiler";
    private static final String LIMITS = "/limits";
    private static final String FAULTS = "/sandbox/faults";
    private static final Duration BODY_TIME = Duration.ofSeconds(10);

    /** Separate from the callers' pool, so that the operator does not wait for callers. */
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

    /** What the operator can inspect, and the faults that the operator can inject. */
    public record Insight(
            ExecutionHistory history,
            OrgStatus org,
            ExplainQuery explainQuery,
            FaultInjection faultInjection,
            Reload reload) {
        /** The same, without anything to reload. */
        public Insight(
                ExecutionHistory history, OrgStatus org, ExplainQuery explainQuery, FaultInjection faultInjection) {
            this(history, org, explainQuery, faultInjection, Reload.NOTHING);
        }
    }

    /** Starts a server; throws {@link CannotListen} when the port is taken. */
    public static AdminServer start(
            AdminSettings settings,
            Insight insight,
            InstantSource clock,
            Readiness readiness,
            RequestIds ids,
            MeterRegistry meters) {
        var connections = settings.listener().watchdog(BODY_TIME);
        var bodies = new RequestBody(connections);
        var schemaPool = new WorkerPool(SCHEMA_POOL).measuredBy(meters);
        var limits = new LimitsEndpoint(insight.org(), clock);
        var explain = new ExplainEndpoint(
                insight.explainQuery(), bodies, new ExpectedSchemas(schemaPool, new SchemaCache(0)));
        var faults = new FaultInjectionEndpoint(insight.faultInjection(), bodies);
        var server = settings.listener()
                .server(ids, connections)
                .addFeature(observers(settings, readiness, meters))
                .routing(routing -> {
                    routing.addFilter(new IngressFilter(ids, bodies, "GET, POST, PUT, DELETE"))
                            .addFilter(new AdminGuard(settings))
                            .error(Throwable.class, new ThrownErrors());
                    UnservedPath.route(routing, refusing(ErrorAnswer.of(ErrorCode.UNKNOWN_PATH, "check the URL")));
                    if (settings.shows(AdminSettings.Part.PROFILER)) {
                        routing.get(PROFILER, new JsonHandler(request -> profile(request, insight.history(), ids)))
                                .any(PROFILER, refusing(ErrorAnswer.wrongMethod("GET")));
                    }
                    if (settings.shows(AdminSettings.Part.LIMITS)) {
                        routing.get(LIMITS, new JsonHandler(limits::limits))
                                .any(LIMITS, refusing(ErrorAnswer.wrongMethod("GET")));
                    }
                    if (settings.shows(AdminSettings.Part.EXPLAIN)) {
                        routing.post(Paths.AD_HOC, new JsonHandler(explain::explain))
                                .any(Paths.AD_HOC, refusing(ErrorAnswer.wrongMethod("POST")));
                    }
                    routing.post(
                                    ReloadEndpoint.PATH,
                                    new JsonHandler(request -> new ReloadEndpoint(insight.reload()).reload(request)))
                            .any(ReloadEndpoint.PATH, refusing(ErrorAnswer.wrongMethod("POST")));
                    if (insight.faultInjection().possible()) {
                        routing.get(FAULTS, new JsonHandler(faults::show))
                                .put(FAULTS, new JsonHandler(faults::replace))
                                .delete(FAULTS, new JsonHandler(faults::end))
                                .any(FAULTS, refusing(ErrorAnswer.wrongMethod("GET, PUT, DELETE")));
                    }
                })
                .build();
        settings.listener().start(server);
        connections.start();
        return new AdminServer(server, connections, schemaPool);
    }

    private static ProfilerJson profile(ServerRequest request, ExecutionHistory history, RequestIds ids) {
        return ProfilerJson.of(HistoryFilter.of(request.query(), ids).select(history));
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

    private static Handler refusing(ErrorAnswer error) {
        return (request, response) -> Replies.send(request, response, error);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Accepts no more requests, waits at most the grace period for running ones, and stops. */
    public void stop() {
        server.stop();
        connections.close();
        schemaPool.close();
    }
}
