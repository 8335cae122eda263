package io.weir.bootstrap.config;

import static io.weir.bootstrap.config.Environments.problems;
import static io.weir.bootstrap.config.Environments.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.admin.AdminSettings.Credential;
import io.weir.adapter.in.http.admin.AdminSettings.Part;
import io.weir.adapter.in.http.listener.HostName;
import io.weir.adapter.in.http.tls.Certificates;
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.bootstrap.StartupBanner;
import io.weir.bootstrap.log.Redaction;
import io.weir.bootstrap.wiring.Weir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listeners and their TLS. */
class ListenersConfigTest {
    @TempDir
    private Path folder;

    private Certificates.Issued server = Certificates.server("EC");
    private Map<String, String> tls = Map.of();

    @BeforeEach
    void write() {
        var pem = Certificates.write(server, folder);
        tls = Map.of(
                "WEIR_TLS_CERTIFICATE", pem.certificate().toString(),
                "WEIR_TLS_KEY", pem.key().toString());
    }

    @Test
    void withNothingSetTheListenersAreInTheClearAndTheOperatorSeesAll() {
        var http = Config.from(Map.of()).http();
        assertThat(http.data().tls()).isEmpty();
        assertThat(http.admin().tls()).isEmpty();
        assertThat(http.adminAccess())
                .isEqualTo(new Config.AdminAccess(new Credential.None(), Set.of(), Set.of(Part.values())));
        assertThat(http.healthOnDataListener()).isFalse();
    }

    @Test
    void eachListenerHasItsOwnTls() {
        assertThat(Config.from(tls).http().data().tls()).isPresent();
        assertThat(Config.from(tls).http().admin().tls()).isEmpty();
        var admin = new HashMap<String, String>();
        tls.forEach((name, value) -> admin.put(name.replace("WEIR_", "WEIR_ADMIN_"), value));
        assertThat(Config.from(admin).http().data().tls()).isEmpty();
        assertThat(Config.from(admin).http().admin().tls())
                .contains(
                        new TlsSettings(Certificates.write(server, folder), new TlsSettings.ClientCertificates.None()));
    }

    @ParameterizedTest
    @CsvSource({
        "WEIR_TLS_CERTIFICATE, WEIR_TLS_KEY, certificate and key belong together",
        "WEIR_TLS_KEY, WEIR_TLS_CERTIFICATE, certificate and key belong together"
    })
    void halfOfTlsIsNone(String only, String missing, String words) {
        assertThat(problems(Map.of(only, tls.getOrDefault(only, ""))))
                .singleElement()
                .asString()
                .contains(missing, words);
    }

    @Test
    void saysInWordsWhatIsWrongWithACertificate() throws IOException {
        Files.writeString(folder.resolve("tls.crt"), "nothing");
        assertThat(problems(tls)).singleElement().asString().contains("WEIR_TLS_CERTIFICATE", "holds no certificate");
        assertThat(problems(Map.of(
                        "WEIR_ADMIN_TLS_KEY_STORE", folder.resolve("none.p12").toString())))
                .singleElement()
                .asString()
                .contains("WEIR_ADMIN_TLS_KEY_STORE", "no readable file at");
    }

    @Test
    void aCertificateThatBecomesUnusableKeepsNoOtherChangeFromAWeirThatRuns() throws IOException {
        var running = Config.from(tls).source();
        Files.writeString(Path.of(tls.get("WEIR_TLS_CERTIFICATE")), "half of it");

        assertThat(problems(tls)).isNotEmpty();
        assertThat(running.read().http().data().tls()).isPresent();
    }

    @Test
    void twoSourcesOfACertificateContradictEachOther() {
        assertThat(problems(with(tls, "WEIR_TLS_KEY_STORE", "x.p12")))
                .singleElement()
                .asString()
                .contains("WEIR_TLS_KEY_STORE", "WEIR_TLS_CERTIFICATE", "keep one");
    }

    @Test
    void clientCertificatesNeedAuthoritiesAndTlsAndAKnownWord() {
        assertThat(problems(with(tls, "WEIR_TLS_CLIENT_CERTIFICATES", "required")))
                .singleElement()
                .asString()
                .contains("WEIR_TLS_CLIENT_TRUST");
        assertThat(problems(with(tls, "WEIR_TLS_CLIENT_CERTIFICATES", "yes")))
                .singleElement()
                .asString()
                .contains("none, wanted or required");
        assertThat(problems(Map.of(
                        "WEIR_TLS_CLIENT_CERTIFICATES",
                        "wanted",
                        "WEIR_TLS_CLIENT_TRUST",
                        folder.resolve("tls.crt").toString())))
                .singleElement()
                .asString()
                .contains("without a certificate of its own");
        assertThat(Config.from(with(
                                with(tls, "WEIR_TLS_CLIENT_CERTIFICATES", "required"),
                                "WEIR_TLS_CLIENT_TRUST",
                                folder.resolve("tls.crt").toString()))
                        .http()
                        .data()
                        .tls())
                .get()
                .asString()
                .contains("Required[trust=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.7", "weir.example", "::"})
    void anAdminListenerThatOthersReachNeedsAKey(String host) {
        assertThat(problems(Map.of("WEIR_ADMIN_HOST", host)))
                .singleElement()
                .asString()
                .contains("WEIR_ADMIN_HOST", "WEIR_ADMIN_API_KEY");
        assertThat(problems(Map.of("WEIR_ADMIN_HOST", host, "WEIR_ADMIN_API_KEY", "x")))
                .singleElement()
                .asString()
                .contains("WEIR_ADMIN_API_KEY", "at least 32 characters", "'weir caller key' makes one");
        assertThat(Config.from(Map.of(
                                "WEIR_ADMIN_HOST", host, "WEIR_ADMIN_API_KEY", "the-operator's-key-of-32-characters"))
                        .http()
                        .adminAccess()
                        .credential())
                .isInstanceOf(Credential.Key.class);
    }

    @Test
    void theOperatorsKeyIsNoCallersKeyAndIsShownNowhere() {
        assertThat(problems(Map.of("WEIR_API_KEY", "one-key", "WEIR_ADMIN_API_KEY", "one-key")))
                .singleElement()
                .asString()
                .contains("is the same as")
                .doesNotContain("one-key");
        assertThat(problems(Map.of("WEIR_ADMIN_API_KEY", "two words"))).hasSize(1);
        assertThat(Config.from(Map.of("WEIR_ADMIN_API_KEY", "operator-key")))
                .asString()
                .doesNotContain("operator-key");
    }

    @Test
    void switchesAndNamesAreRead() {
        var http = Config.from(Map.of(
                        "WEIR_ADMIN_PROFILER_ENABLED", "false",
                        "WEIR_ADMIN_METRICS_ENABLED", "false",
                        "WEIR_ADMIN_CONSOLE_ENABLED", "false",
                        "WEIR_ADMIN_ALLOWED_HOSTS", "Weir.internal, weir",
                        "WEIR_HEALTH_ON_DATA_LISTENER", "true"))
                .http();
        assertThat(http.adminAccess().parts())
                .containsExactlyInAnyOrder(
                        Part.STATUS, Part.CALLERS, Part.ACTIONS, Part.LIMITS, Part.EXPLAIN, Part.HEALTH);
        assertThat(http.adminAccess().hosts())
                .containsExactlyInAnyOrder(new HostName("weir.internal"), new HostName("weir"));
        assertThat(http.healthOnDataListener()).isTrue();
        assertThat(problems(Map.of("WEIR_ADMIN_ALLOWED_HOSTS", "weir:8081"))).hasSize(1);
        assertThat(problems(Map.of("WEIR_ADMIN_LIMITS_ENABLED", "no"))).hasSize(1);
    }

    @Test
    void weirSpeaksHttpsWhereItIsToldToAndSaysSo() throws Exception {
        var environment = new HashMap<>(tls);
        tls.forEach((name, value) -> environment.put(name.replace("WEIR_", "WEIR_ADMIN_"), value));
        environment.putAll(Map.of(
                "WEIR_PORT", "0",
                "WEIR_ADMIN_PORT", "0",
                "WEIR_ADMIN_API_KEY", "operator-key",
                "WEIR_HEALTH_ON_DATA_LISTENER", "true"));
        var config = Config.from(environment);
        var meters = Services.get(MeterRegistry.class);
        var weir = Weir.start(config, meters, Clock.systemUTC(), new SecureRandom());
        try (var http = HttpClient.newBuilder().sslContext(trusting(server)).build()) {
            assertThat(weir.data()).hasScheme("https");
            assertThat(weir.admin()).hasScheme("https");
            assertThat(StartupBanner.of(weir, config))
                    .contains(
                            "curl -sS https://127.0.0.1:",
                            "/cxone/data-action/caller-lookup -d",
                            "/profiler -H \"X-API-Key: $WEIR_ADMIN_API_KEY\"")
                    .doesNotContain("http://", "operator-key")
                    .as("what a newcomer pastes passes the log unmasked")
                    .isEqualTo(Redaction.of(StartupBanner.of(weir, config)));
            assertThat(status(http, weir.data().resolve("/observe/health/started")))
                    .isEqualTo(200);
            assertThat(status(http, weir.admin().resolve("/observe/health/started")))
                    .isEqualTo(200);
            for (var listener : List.of("data", "admin")) {
                var tags = List.of(Tag.create("listener", listener));
                assertThat(meters.gauge("weir_tls_certificate_expiry_timestamp_seconds", tags)
                                .orElseThrow()
                                .value()
                                .longValue())
                        .isEqualTo(
                                server.certificate().getNotAfter().toInstant().getEpochSecond());
            }
            assertThat(status(http, weir.admin().resolve("/profiler"))).isEqualTo(401);
            assertThat(status(http, weir.admin().resolve("/profiler"), "X-API-Key", "operator-key"))
                    .isEqualTo(200);
        } finally {
            weir.close();
        }
    }

    private static int status(HttpClient http, URI uri, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static SSLContext trusting(Certificates.Issued issued) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", issued.chain().getLast());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
