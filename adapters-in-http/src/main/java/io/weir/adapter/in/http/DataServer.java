package io.weir.adapter.in.http;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.weir.application.RunQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The server that flows call. */
public final class DataServer {
    private static final String ACTIONS = "/cxone/data-action/";
    static final String AD_HOC = ACTIONS + "salesforce-query";

    private static final String HEALTH = "/observe/health";

    private final WebServer server;
    private final BodyWatchdog watchdog;
    private final ConnectionWatchdog connections;

    private DataServer(WebServer server, BodyWatchdog watchdog, ConnectionWatchdog connections) {
        this.server = server;
        this.watchdog = watchdog;
        this.connections = connections;
    }

    /**
     * What the server is bound to.
     *
     * @param maxBodyBytes the largest body of an ad-hoc query, 1 KiB to 1 MiB
     * @param bodyTime how long a caller may take to send it, and before that its headers
     * @param health what is told at {@code /observe/health}, for whoever cannot reach the operator's server; empty is nothing
     */
    public record Settings(ListenerSettings listener, int maxBodyBytes, Duration bodyTime, Optional<Readiness> health) {
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

        /** The usual bounds: 256 KiB within 10 s. */
        public static Settings at(ListenerSettings listener) {
            return new Settings(listener, DEFAULT_BODY, Duration.ofSeconds(10), Optional.empty());
        }

        /** The same, with health told as {@code readiness} has it. */
        public Settings telling(Readiness readiness) {
            return new Settings(listener, maxBodyBytes, bodyTime, Optional.of(readiness));
        }
    }

    /**
     * Starts a server; throws {@link CannotListen} when the port is taken.
     *
     * @param requestIds makes an id for each request that brings none of its own
     */
    public static DataServer start(
            Settings settings, Callers callers, RunQuery runQuery, Supplier<String> requestIds, MeterRegistry meters) {
        var ids = new RequestIds(requestIds);
        var watchdog = new BodyWatchdog(settings.bodyTime());
        var connections = settings.listener().watchdog(settings.bodyTime());
        var bodies = new RequestBody(watchdog);
        var endpoint = new QueryEndpoint(runQuery, callers, bodies, settings.maxBodyBytes(), new HttpMetrics(meters));
        var server = settings.listener()
                .server(ids, connections)
                .routing(routing -> {
                    routing.addFilter(new Edge(ids, bodies, "POST"));
                    settings.health().ifPresent(readiness -> health(routing, readiness));
                    route(routing, endpoint);
                })
                .build();
        settings.listener().start(server);
        watchdog.start();
        connections.start();
        return new DataServer(server, watchdog, connections);
    }

    private static void health(HttpRouting.Builder routing, Readiness readiness) {
        routing.get(HEALTH + "/live", new HealthEndpoint(() -> true))
                .get(HEALTH + "/started", new HealthEndpoint(readiness::hasStarted))
                .get(HEALTH + "/ready", new HealthEndpoint(readiness::ready));
    }

    private static void route(HttpRouting.Builder routing, QueryEndpoint endpoint) {
        routing.post(AD_HOC, endpoint)
                .any(AD_HOC, (request, response) -> Replies.send(request, response, ErrorAnswer.wrongMethod("POST")))
                .any(
                        ACTIONS + "{name}",
                        (request, response) -> Replies.send(
                                request,
                                response,
                                ErrorAnswer.of(
                                        ErrorCode.UNKNOWN_ACTION, "there is only the ad-hoc query, POST " + AD_HOC)))
                .any((request, response) -> Replies.send(
                        request,
                        response,
                        ErrorAnswer.of(ErrorCode.UNKNOWN_PATH, "ad-hoc queries go to POST " + AD_HOC)));
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
        watchdog.close();
        connections.close();
    }
}
