package io.weir.adapter.in.http;

import io.helidon.webserver.WebServer;
import io.weir.adapter.in.http.auth.RequestCredentials;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.listener.IngressFilter;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.tls.Certificates;
import io.weir.adapter.in.http.tls.ServerTls;
import io.weir.adapter.in.http.tls.TlsSettings;
import java.time.Duration;
import java.time.InstantSource;
import javax.security.auth.x500.X500Principal;

/** A TLS listener that answers each client with the subject of its certificate. */
public final class RunningTls implements AutoCloseable {
    public static final InstantSource CLOCK = InstantSource.fixed(Certificates.NOW);

    final ServerTls tls;
    private final WebServer server;

    /** Looks at its files only when a test makes it look. */
    RunningTls(TlsSettings settings) {
        this(settings, Duration.ofHours(1));
    }

    /** Checks certificates at the time of {@code clock}. */
    RunningTls(TlsSettings settings, InstantSource clock) {
        this(settings, clock, Duration.ofHours(1), ListenerSettings.at("127.0.0.1", 0));
    }

    RunningTls(TlsSettings settings, Duration period) {
        this(settings, period, ListenerSettings.at("127.0.0.1", 0));
    }

    public RunningTls(TlsSettings settings, Duration period, ListenerSettings plain) {
        this(settings, CLOCK, period, plain);
    }

    private RunningTls(TlsSettings settings, InstantSource clock, Duration period, ListenerSettings plain) {
        tls = ServerTls.watching(settings, clock, period);
        var listener = plain.encryptedBy(tls);
        var connections = listener.watchdog(Duration.ofSeconds(10));
        var ingress = new IngressFilter(RunningWeir.IDS, new RequestBody(connections), "GET");
        server = listener.server(RunningWeir.IDS, connections)
                .routing(routing -> routing.addFilter(ingress)
                        .any((request, response) ->
                                response.send(RequestCredentials.certificateSubject(request.remotePeer())
                                        .map(X500Principal::getName)
                                        .orElse("nobody"))))
                .build();
        listener.start(server);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        tls.close();
    }
}
