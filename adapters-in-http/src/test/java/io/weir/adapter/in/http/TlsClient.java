package io.weir.adapter.in.http;

import io.weir.adapter.in.http.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that says exactly how it speaks TLS, and trusts whatever it meets. */
final class TlsClient {
    private static final String REQUEST = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final SSLContext context;

    /** A client without a certificate. */
    TlsClient() {
        this(List.of());
    }

    /** A client that presents any of {@code own} that the server requests, trusted or not. */
    TlsClient(List<Certificates.Issued> own) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var issued : own) {
                store.setKeyEntry(
                        "own-" + store.size(),
                        issued.keys().getPrivate(),
                        new char[0],
                        issued.chain().toArray(Certificate[]::new));
            }
            var keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, new char[0]);
            context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new Trusting()}, new SecureRandom());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection after its handshake, in one of {@code protocols} and {@code suites}. */
    SSLSocket connect(int port, List<String> protocols, List<String> suites) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.setEnabledProtocols(protocols.toArray(String[]::new));
        if (!suites.isEmpty()) {
            socket.setEnabledCipherSuites(suites.toArray(String[]::new));
        }
        socket.startHandshake();
        return socket;
    }

    /** What a request is answered, over TLS 1.3 or 1.2. */
    String ask(int port) throws IOException {
        try (var socket = connect(port, List.of("TLSv1.3", "TLSv1.2"), List.of())) {
            return ask(socket);
        }
    }

    static void send(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new AssertionError("a client meets no clients");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
