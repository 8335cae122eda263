package io.weir.adapter.in.http;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import io.weir.application.ExplainQuery;
import io.weir.domain.port.ExecutionHistory;
import io.weir.domain.port.OrgStatus;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The operator's server: {@code /profiler}, {@code /limits}, {@code /observe/health} and {@code /observe/metrics}, and the ad-hoc
 * query's path, where queries are explained. A server of its own, so that it still answers while the data server drains.
 */
public final class AdminServer {
    private static final String PROFILER = "/profiler";
    private static final String LIMITS = "/limits";

    private final WebServer server;
    private final BodyWatchdog watchdog;

    private AdminServer(WebServer server, BodyWatchdog watchdog) {
        this.server = server;
        this.watchdog = watchdog;
    }

    /** What the operator may look into. */
    public record Insight(ExecutionHistory history, OrgStatus org, ExplainQuery explainQuery) {}

    /**
     * Starts a server; throws {@link CannotListen} when the port is taken.
     */
    public static AdminServer start(
            ListenerSettings listener,
            Insight insight,
            InstantSource clock,
            Readiness readiness,
            RequestIds ids,
            MeterRegistry meters) {
        var watchdog = new BodyWatchdog(Duration.ofSeconds(10));
        var bodies = new RequestBody(watchdog, DataServer.Settings.DEFAULT_BODY);
        var edge = new Edge(ids, bodies, "GET, POST");
        var server = listener.server(ids)
                .addFeature(ObserveFeature.builder()
                        .observersDiscoverServices(false)
                        .addObserver(HealthObserver.create(health ->
                                health.details(true).useSystemServices(false).addHealthChecks(readiness.checks())))
                        .addObserver(MetricsObserver.create(metrics -> metrics.meterRegistry(meters)))
                        .build())
                .routing(routing -> route(
                        routing.addFilter(edge),
                        new ProfilerEndpoint(insight.history(), ids),
                        new LimitsEndpoint(insight.org(), clock),
                        new ExplainEndpoint(insight.explainQuery(), bodies)))
                .build();
        listener.start(server);
        watchdog.start();
        return new AdminServer(server, watchdog);
    }

    private static void route(
            HttpRouting.Builder routing, ProfilerEndpoint profiler, LimitsEndpoint limits, ExplainEndpoint explain) {
        routing.get(PROFILER, profiler)
                .any(PROFILER, wrongMethod("GET"))
                .get(LIMITS, limits)
                .any(LIMITS, wrongMethod("GET"))
                .post(DataServer.AD_HOC, explain)
                .any(DataServer.AD_HOC, wrongMethod("POST"));
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
        watchdog.close();
    }
}
