package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.tls.Certificates;
import io.weir.adapter.in.http.tls.Certificates.Issued;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who are known by their certificates, from the handshake to the audit. */
@Timeout(120)
class MutualTlsTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Issued SERVER = Certificates.server("EC");
    private static final Issued AUTHORITY = Certificates.authority("CN=Client Authority", "EC");
    private static final String DESKTOP = "CN=desktop 7,OU=Floor Two,O=Acme,C=US";
    private static final String KEY = "a-key-of-the-middleware-0000000000000";
    private static final String LOOKUP = "/cxone/data-action/caller-lookup";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void aCertificateOfACallersSubjectOpensAndAuditAndProfilerNameTheCaller() throws Exception {
        try (var weir = weir("wanted")) {
            assertThat(asked(weir, Optional.of(issued(inDerOrder()))).statusCode())
                    .isEqualTo(200);
            assertThat(weir.profiler()).contains("\"action\":\"caller-lookup\"", "\"caller\":\"agent-desktop\"");
        }
        assertThat(audited()).contains("\"caller\":\"agent-desktop\"").doesNotContain("desktop 7", "Floor Two");
    }

    @Test
    void anotherSubjectOfTheSameAuthorityIsNobody() throws Exception {
        try (var weir = weir("wanted")) {
            var answer = asked(weir, Optional.of(issued("C=US,O=Acme,OU=Floor Two,CN=desktop 8")));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"code\":\"unauthorized\"").doesNotContain("desktop");
        }
        assertThat(audited()).contains("\"caller\":\"unknown\"").doesNotContain("agent-desktop", "desktop 8");
    }

    @Test
    void whoShowsNoneWhereOneIsWantedMayShowSomethingElse() throws Exception {
        try (var weir = weir("wanted")) {
            assertThat(asked(weir, Optional.empty()).statusCode()).isEqualTo(401);
            assertThat(asked(weir, Optional.empty(), "X-API-Key", KEY).statusCode())
                    .isEqualTo(200);
        }
        assertThat(audited()).contains("\"caller\":\"unknown\"", "\"caller\":\"middleware\"");
    }

    @Test
    void aCertificateAndAKeyOfTwoCallersOpenNothing() throws Exception {
        try (var weir = weir("wanted")) {
            assertThat(asked(weir, Optional.of(issued(inDerOrder())), "X-API-Key", KEY)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void whereOneIsRequiredAKeyAloneOpensNothing() throws Exception {
        try (var weir = weir("required")) {
            assertThat(asked(weir, Optional.of(issued(inDerOrder()))).statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> asked(weir, Optional.empty(), "X-API-Key", KEY))
                    .isInstanceOf(IOException.class);
        }
        assertThat(audited().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"wanted, TLSv1.2", "wanted, TLSv1.3", "required, TLSv1.2", "required, TLSv1.3"})
    void aCertificateOfAnUnknownAuthorityEndsTheHandshake(String asking, String protocol) throws Exception {
        var pretender = Certificates.authority("CN=Client Authority", "EC").issue(inDerOrder(), "EC", MONTH);
        try (var weir = weir(asking)) {
            assertThatThrownBy(() -> asked(weir, protocol, Optional.of(pretender), "X-API-Key", KEY))
                    .isInstanceOf(IOException.class);
            assertThat(asked(weir, protocol, Optional.of(issued(inDerOrder()))).statusCode())
                    .isEqualTo(200);
        }
        assertThat(audited().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=desktop 7,OU=Floor Two,O=Acme,C=US",
                "CN=desktop 7, OU=Floor Two, O=Acme, C=US",
                "cn = DESKTOP 7 ; ou = floor  two ; o = ACME ; c = us",
                "CN=\\\"desktop 7\\\",OU=Floor Two,O=Acme,C=US",
                "2.5.4.3=desktop 7,2.5.4.11=Floor Two,2.5.4.10=Acme,2.5.4.6=US"
            })
    void aSubjectIsTheSameHoweverTheOperatorSpellsIt(String subject) throws Exception {
        try (var weir = weir("required", subject)) {
            assertThat(asked(weir, Optional.of(issued(inDerOrder()))).statusCode())
                    .isEqualTo(200);
            assertThat(asked(weir, Optional.of(issued("C=us,O=acme,OU=Floor   Two,CN=Desktop 7")))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** The order tells who is within whom: who issues certificates for one may not do so for the other. */
    @Test
    void aSubjectInAnotherOrderIsAnotherOne() throws Exception {
        try (var weir = weir("required")) {
            assertThat(asked(weir, Optional.of(issued(DESKTOP))).statusCode()).isEqualTo(401);
            assertThat(asked(weir, Optional.of(issued("C=US,O=Acme,CN=desktop 7,OU=Floor Two")))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(asked(weir, Optional.of(issued("C=US,O=Acme,CN=desktop 7")))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** As the certificate holds it: RFC 2253 writes the last part first. */
    private static String inDerOrder() {
        return "C=US,O=Acme,OU=Floor Two,CN=desktop 7";
    }

    private static Issued issued(String subject) {
        return AUTHORITY.issue(subject, "EC", MONTH);
    }

    private ReadyWeir weir(String asking) throws IOException {
        return weir(asking, DESKTOP);
    }

    private ReadyWeir weir(String asking, String subject) throws IOException {
        var pem = Certificates.write(SERVER, folder);
        var trust = Files.writeString(
                folder.resolve("trust.pem"), Certificates.pem(AUTHORITY.chain().toArray()));
        var yaml = Files.writeString(folder.resolve("weir.yaml"), """
            weir:
              callers:
                - name: agent-desktop
                  mtls-subjects: ["%s"]
                  actions: ["*"]
                - name: middleware
                  keys: [{hash: "%s"}]
                  actions: ["*"]
            """.formatted(
                        subject, KeyHash.of(KEY).text()));
        var environment = Map.of(
                "WEIR_HOST", "127.0.0.1",
                "WEIR_CONFIG", yaml.toString(),
                "WEIR_AUDIT_FILE", folder.resolve("audit.log").toString(),
                "WEIR_TLS_CERTIFICATE", pem.certificate().toString(),
                "WEIR_TLS_KEY", pem.key().toString(),
                "WEIR_TLS_CLIENT_CERTIFICATES", asking,
                "WEIR_TLS_CLIENT_TRUST", trust.toString());
        return ReadyWeir.start(environment);
    }

    private static HttpResponse<String> asked(ReadyWeir weir, Optional<Issued> own, String... headers)
            throws Exception {
        return asked(weir, "TLSv1.3", own, headers);
    }

    private static HttpResponse<String> asked(ReadyWeir weir, String protocol, Optional<Issued> own, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(weir.data(LOOKUP))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("{\"phone\":\"+14155550100\"}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(showing(own.map(Showing::new)
                        .map(shown -> new KeyManager[] {shown})
                        .orElse(new KeyManager[0])))
                .sslParameters(parameters)
                .build()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private String audited() throws IOException {
        return Files.readString(folder.resolve("audit.log"));
    }

    private static SSLContext showing(KeyManager[] own) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", SERVER.chain().getLast());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), null);
        return context;
    }

    /** Shows its certificate to everybody, whichever authorities they ask for. */
    private static final class Showing extends X509ExtendedKeyManager {
        private static final String ALIAS = "own";

        private final Issued own;

        Showing(Issued own) {
            this.own = own;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.keys().getPrivate();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
