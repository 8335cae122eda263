package io.weir.adapter.in.http;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.weir.application.RunQuery;
import io.weir.domain.history.AuditEntry.ActionName;
import java.time.Duration;

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
     * @param maxBodyBytes the largest request body, 1 KiB to 1 MiB
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
     * @param audit gets an entry for each request that reaches a route
     */
    public static DataServer start(
            Settings settings,
            Callers callers,
            RunQuery runQuery,
            RequestIds ids,
            RequestAudit audit,
            MeterRegistry meters) {
        var watchdog = new BodyWatchdog(settings.bodyTime());
        var bodies = new RequestBody(watchdog, settings.maxBodyBytes());
        var endpoint = new QueryEndpoint(runQuery, callers, bodies, audit, new HttpMetrics(meters));
        var server = settings.listener()
                .server(ids)
                .routing(routing -> route(routing.addFilter(new Edge(ids, bodies, "POST")), endpoint, audit))
                .build();
        settings.listener().start(server);
        watchdog.start();
        return new DataServer(server, watchdog);
    }

    private static void route(HttpRouting.Builder routing, QueryEndpoint endpoint, RequestAudit audit) {
        routing.post(AD_HOC, endpoint)
                .any(AD_HOC, audit.refusing(ActionName.AD_HOC, ErrorAnswer.wrongMethod("POST")))
                .any(
                        ACTIONS + "{name}",
                        audit.refusing(
                                ActionName.UNKNOWN,
                                ErrorAnswer.of(
                                        ErrorCode.UNKNOWN_ACTION, "there is only the ad-hoc query, POST " + AD_HOC)))
                .any(audit.refusing(
                        ActionName.UNKNOWN,
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
