package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.tls.Certificates;
import io.weir.adapter.in.http.tls.Certificates.Issued;
import io.weir.adapter.in.http.tls.PemKeys;
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.adapter.in.http.tls.TlsSettings.ClientCertificates;
import io.weir.adapter.in.http.tls.TlsSettings.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as clients meet it: real handshakes with real listeners. */
final class TlsTest {
    private static final ClientCertificates NO_CLIENTS = new ClientCertificates.None();
    private static final List<String> TLS_13 = List.of("TLSv1.3");
    private static final List<String> TLS_12 = List.of("TLSv1.2");
    private static final Issued RSA = Certificates.server("RSA");
    private static final Issued ECDSA = Certificates.server("EC");
    private static final Issued CLIENT_AUTHORITY = Certificates.authority("CN=Client Authority", "EC");
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    private Path folder;

    /** What CXone lists, and for TLS 1.3 what every client has. */
    static Stream<Arguments> suites() {
        return Stream.of(
                arguments(RSA, TLS_12, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
                arguments(RSA, TLS_12, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
                arguments(RSA, TLS_12, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                arguments(RSA, TLS_12, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                arguments(ECDSA, TLS_12, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                arguments(ECDSA, TLS_12, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
                arguments(RSA, TLS_13, "TLS_AES_128_GCM_SHA256"),
                arguments(RSA, TLS_13, "TLS_AES_256_GCM_SHA384"),
                arguments(RSA, TLS_13, "TLS_CHACHA20_POLY1305_SHA256"),
                arguments(ECDSA, TLS_13, "TLS_AES_128_GCM_SHA256"),
                arguments(ECDSA, TLS_13, "TLS_AES_256_GCM_SHA384"),
                arguments(ECDSA, TLS_13, "TLS_CHACHA20_POLY1305_SHA256"));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void speaksEachSuite(Issued server, List<String> protocols, String suite) throws IOException {
        try (var running = running(server);
                var socket = new TlsClient().connect(running.port(), protocols, List.of(suite))) {
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(suite);
            assertThat(socket.getSession().getPeerCertificates()).hasSize(2);
            assertThat(TlsClient.ask(socket)).startsWith("HTTP/1.1 200").endsWith("nobody");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_RSA_WITH_AES_128_GCM_SHA256"
            })
    void speaksNoOtherSuite(String suite) {
        try (var running = running(RSA)) {
            assertThatThrownBy(() -> new TlsClient()
                            .connect(running.port(), TLS_12, List.of(suite))
                            .close())
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAClientThatShakesHandsAgain(boolean afterARequest) throws IOException {
        try (var running = running(RSA);
                var socket = new TlsClient().connect(running.port(), TLS_12, List.of())) {
            if (afterARequest) {
                TlsClient.send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        // the alert may come only now
                        TlsClient.ask(socket);
                    })
                    .isInstanceOf(IOException.class);
        }
        try (var running = running(RSA)) {
            assertThat(new TlsClient().ask(running.port())).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void doesNotSpeakTls11() {
        try (var running = running(RSA)) {
            assertThat(helloOf11(running.port())).isEqualTo("alert protocol_version");
        }
    }

    /** The JDK's client no longer speaks TLS 1.1, so its hello is sent byte by byte. */
    private static String helloOf11(int port) {
        byte[] hello = HexFormat.of()
                .parseHex("1603010031" + "0100002d" + "0302" + "00".repeat(32) + "00" + "0004" + "c013002f" + "0100"
                        + "0000");
        String answer = RunningWeir.raw(port, new String(hello, StandardCharsets.ISO_8859_1));
        // an alert is type 21, its last byte says which: 70 is protocol_version
        return answer.length() == 7 && answer.charAt(0) == 21 && answer.charAt(6) == 70
                ? "alert protocol_version"
                : "something else, %d bytes".formatted(answer.length());
    }

    @Test
    void answersNoPlainHttp() {
        try (var running = running(ECDSA)) {
            assertThat(RunningWeir.raw(running.port(), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .doesNotContain("HTTP/1.1 200", "nobody");
        }
    }

    @Test
    void readsKeysInEachForm() throws Exception {
        for (var server : List.of(RSA, ECDSA)) {
            String chain = Certificates.pem(server.chain().toArray());
            String traditional = PemKeys.traditional(server.keys().getPrivate());
            String pkcs8 = PemKeys.pkcs8(server.keys().getPrivate());
            String encrypted = PemKeys.encrypted(server.keys().getPrivate(), "the-password");
            String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
            assertServes(Certificates.write(folder, chain, traditional, ""));
            assertServes(Certificates.write(folder, chain, pkcs8, ""));
            assertServes(Certificates.write(folder, chain, encrypted, "the-password"));
            assertServes(Certificates.write(folder, "Subject: x\n" + chain, parameters + traditional, ""));
            Files.writeString(folder.resolve("both.pem"), pkcs8 + chain);
            assertServes(new Identity.Pem(folder.resolve("both.pem"), folder.resolve("both.pem"), ""));
            assertServes(new Identity.KeyStore(
                    Certificates.pkcs12(folder.resolve("tls.p12"), "the-password", server), "the-password"));
        }
    }

    private static void assertServes(Identity identity) throws IOException {
        try (var running = new RunningTls(new TlsSettings(identity, NO_CLIENTS))) {
            assertThat(new TlsClient().ask(running.port())).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void asksNoNameServerForTheNamesOfItsClients() throws IOException {
        assertThat(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getHostName())
                .isEqualTo("127.0.0.1");
        assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
    }

    @Test
    void knowsWhoAClientIs() throws IOException {
        var client = CLIENT_AUTHORITY.issue("O=Acme\\, Inc.,OU=CXone,CN=flow 7", "EC", MONTH);
        try (var running = asking(ClientCertificates.Required::new)) {
            for (var protocols : List.of(TLS_12, TLS_13)) {
                try (var socket = new TlsClient(List.of(client)).connect(running.port(), protocols, List.of())) {
                    assertThat(TlsClient.ask(socket)).endsWith("\r\n\r\nCN=flow 7,OU=CXone,O=Acme\\, Inc.");
                }
            }
        }
    }

    /** A client, and its results when a certificate is required, optional, and not requested. */
    static Stream<Arguments> clients() {
        var good = CLIENT_AUTHORITY.issue("CN=good", "EC", MONTH);
        var expired = CLIENT_AUTHORITY.issue("CN=expired", "EC", Duration.ofDays(-1));
        var unknown = Certificates.authority("CN=Unknown", "EC").issue("CN=unknown", "EC", MONTH);
        var pretender = Certificates.authority("CN=Client Authority", "EC").issue("CN=good", "EC", MONTH);
        return Stream.of(
                arguments("a good certificate", List.of(good), "good", "good", "nobody"),
                arguments("none", List.of(), "refused", "nobody", "nobody"),
                arguments("an expired one", List.of(expired), "refused", "refused", "nobody"),
                arguments("an authority of the same name", List.of(pretender), "refused", "refused", "nobody"),
                // the JDK's client presents no certificate of an authority that the server does not list
                arguments("an unknown authority", List.of(unknown), "refused", "nobody", "nobody"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void asksClientsForACertificateOrNot(
            String what, List<Issued> own, String required, String wanted, String notAskedFor) throws IOException {
        try (var running = asking(ClientCertificates.Required::new)) {
            assertThat(met(running, own)).isEqualTo(required);
        }
        try (var running = asking(ClientCertificates.Wanted::new)) {
            assertThat(met(running, own)).isEqualTo(wanted);
        }
        try (var running = asking(trust -> NO_CLIENTS)) {
            assertThat(met(running, own)).isEqualTo(notAskedFor);
        }
    }

    @Test
    void endsTheTrustOfAnAuthorityThatIsTakenOutOfTheFile() throws IOException {
        var client = List.of(CLIENT_AUTHORITY.issue("CN=good", "EC", MONTH));
        try (var running = asking(ClientCertificates.Required::new)) {
            var sameClient = new TlsClient(client);
            assertThat(sameClient.ask(running.port())).contains("CN=good");

            Files.writeString(
                    folder.resolve("trust.pem"),
                    Certificates.pem(Certificates.authority("CN=Another", "EC").certificate()));
            running.tls.reloadIfChanged();

            // not even by resuming its session
            assertThatThrownBy(() -> sameClient.ask(running.port())).isInstanceOf(IOException.class);
        }
    }

    private static String met(RunningTls running, List<Issued> own) {
        try {
            String answer = new TlsClient(own).ask(running.port());
            if (answer.isEmpty()) {
                return "refused";
            }
            return answer.contains("CN=good") ? "good" : answer.substring(answer.lastIndexOf('\n') + 1);
        } catch (IOException refused) {
            return "refused";
        }
    }

    private RunningTls asking(Function<Path, ClientCertificates> asking) throws IOException {
        var trust = Files.writeString(
                folder.resolve("trust.pem"), Certificates.pem(RSA.chain().get(1), CLIENT_AUTHORITY.certificate()));
        return new RunningTls(new TlsSettings(Certificates.write(ECDSA, folder), asking.apply(trust)));
    }

    private RunningTls running(Issued server) {
        return new RunningTls(new TlsSettings(Certificates.write(server, folder), NO_CLIENTS));
    }
}
