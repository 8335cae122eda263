package io.weir.adapter.in.http.listener;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.tls.ServerTls;
import io.weir.adapter.in.http.watch.ConnectionWatchdog;
import java.time.Duration;

/**
 * The address and the limits of a listener.
 *
 * @param port 1 to 65,535, or 0 for any free one
 * @param maxConnections the maximum number of open connections, at least 1
 * @param idleTime the time after which an idle connection is closed
 * @param gracePeriod how long running requests may take to finish when the server stops
 */
public record ListenerSettings(
        String host, int port, int maxConnections, Duration idleTime, Duration gracePeriod, Transport transport) {
    /** The transport of HTTP. */
    public sealed interface Transport {
        record Plain() implements Transport {}

        record Encrypted(ServerTls tls) implements Transport {}
    }

    /** The largest body that is read, in bytes; the connection is closed if a client sends more. */
    public static final int LARGEST_READ = 1024 * 1024;

    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_REQUEST_LINE = 8 * 1024;

    /** Throws {@link IllegalArgumentException} for a number outside its range or a time that is not positive. */
    public ListenerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65,535, not " + port);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("a server takes at least one connection, not " + maxConnections);
        }
        if (!idleTime.isPositive() || !gracePeriod.isPositive()) {
            throw new IllegalArgumentException("idle time and grace period are positive");
        }
    }

    /** A listener without TLS. */
    public ListenerSettings(String host, int port, int maxConnections, Duration idleTime, Duration gracePeriod) {
        this(host, port, maxConnections, idleTime, gracePeriod, new Transport.Plain());
    }

    /** The default limits: 4,096 connections, 60 s of idle time, a grace period of 20 s. */
    public static ListenerSettings at(String host, int port) {
        return new ListenerSettings(host, port, 4_096, Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    /** The same listener with {@code tls}, which it does not close. */
    public ListenerSettings encryptedBy(ServerTls tls) {
        return new ListenerSettings(host, port, maxConnections, idleTime, gracePeriod, new Transport.Encrypted(tls));
    }

    /** A watchdog that gives clients {@code sendingTime} for a request's headers, and then for its body. */
    public ConnectionWatchdog watchdog(Duration sendingTime) {
        var http1 = Http1Config.builder()
                .maxHeadersSize(MAX_HEADERS)
                .maxPrologueLength(MAX_REQUEST_LINE)
                // Weir makes each value; the only one that a client may send, the request's id, is letters, digits
                // and a few signs: RequestId.ofCaller
                .validateResponseHeaders(false)
                // HTTP/1.1 keeps connections open without it
                .sendKeepAliveHeader(false);
        return new ConnectionWatchdog(http1, sendingTime, idleTime);
    }

    public WebServerConfig.Builder server(RequestIds ids, ConnectionWatchdog connections) {
        var builder = WebServerConfig.builder();
        switch (transport) {
            case Transport.Plain() -> {}
            case Transport.Encrypted(var tls) -> builder.tls(tls.asTls());
        }
        return builder.host(host)
                .port(port)
                .maxPayloadSize(LARGEST_READ)
                .maxTcpConnections(maxConnections)
                .idleConnectionTimeout(idleTime)
                .idleConnectionPeriod(idleTime.compareTo(Duration.ofSeconds(5)) < 0 ? idleTime : Duration.ofSeconds(5))
                .shutdownGracePeriod(gracePeriod)
                // bootstrap's hook stops everything in order; the framework's would stop all at once
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(connections)
                .contentEncoding(encodings ->
                        encodings.contentEncodingsDiscoverServices(false).addContentEncoding(new IdentityEncoding()))
                .directHandlers(FrameworkErrors.handlers(ids));
    }

    /** Starts {@code server}; throws {@link CannotListen} where Helidon only logs the failure. */
    public void start(WebServer server) {
        server.start();
        if (!server.isRunning()) {
            server.stop();
            throw new CannotListen(host, port);
        }
    }
}
