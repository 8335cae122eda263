package io.weir.adapter.in.http;

import io.github.bucket4j.TimeMeter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.weir.application.RunQuery;
import java.time.Duration;
import java.util.function.Supplier;

/** The server that flows call. */
public final class DataServer {
    private static final String ACTIONS = "/cxone/data-action/";
    static final String AD_HOC = ACTIONS + "salesforce-query";

    private final WebServer server;
    private final BodyWatchdog watchdog;

    private DataServer(WebServer server, BodyWatchdog watchdog) {
        this.server = server;
        this.watchdog = watchdog;
    }

    /**
     * What the server is bound to.
     *
     * @param maxBodyBytes the largest body of an ad-hoc query, 1 KiB to 1 MiB
     * @param bodyTime how long a caller may take to send it
     */
    public record Settings(ListenerSettings listener, int maxBodyBytes, Duration bodyTime) {
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
            return new Settings(listener, DEFAULT_BODY, Duration.ofSeconds(10));
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
        var bodies = new RequestBody(watchdog);
        var doorkeeper = new Doorkeeper(callers, bodies, meters, TimeMeter.SYSTEM_NANOTIME);
        var endpoint = new QueryEndpoint(runQuery, doorkeeper, settings.maxBodyBytes(), new HttpMetrics(meters));
        var server = settings.listener()
                .server(ids)
                .routing(routing -> route(routing.addFilter(new Edge(ids, bodies, "POST")), endpoint))
                .build();
        settings.listener().start(server);
        watchdog.start();
        return new DataServer(server, watchdog);
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

    /** Takes no new request, lets those that are being answered finish within the grace period, and ends. */
    public void stop() {
        server.stop();
        watchdog.close();
    }
}
