package io.weir.adapter.in.http;

import io.helidon.webserver.WebServer;
import java.time.Duration;
import java.time.InstantSource;

/** A listener over TLS that tells each client which certificate it has shown. */
final class RunningTls implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.fixed(Certificates.NOW);

    final ServerTls tls;
    private final WebServer server;

    /** Looks at its files only when a test makes it look. */
    RunningTls(TlsSettings settings) {
        this(settings, Duration.ofHours(1));
    }

    RunningTls(TlsSettings settings, Duration period) {
        this(settings, period, ListenerSettings.at("127.0.0.1", 0));
    }

    RunningTls(TlsSettings settings, Duration period, ListenerSettings plain) {
        tls = ServerTls.watching(settings, CLOCK, period);
        var listener = plain.encryptedBy(tls);
        var connections = listener.watchdog(Duration.ofSeconds(10));
        var edge = new Edge(RunningWeir.IDS, new RequestBody(connections), "GET");
        server = listener.server(RunningWeir.IDS, connections)
                .routing(routing -> routing.addFilter(edge)
                        .any((request, response) -> response.send(ClientCertificate.of(request.remotePeer())
                                .map(certificate -> certificate.subject().getName())
                                .orElse("nobody"))))
                .build();
        listener.start(server);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        tls.close();
    }
}
