package io.weir.adapter.out.salesforce.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.QueryPage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final String PASSWORD = "password";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir
    private Path folder;

    private WireMockServer server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        startAs("localhost");
    }

    @AfterEach
    void stop() {
        server.stop();
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    @Test
    void asksAnOrgWhoseCertificateTheJdkTrusts() {
        trustsTheServer();

        assertThat(ask().rows()).hasSize(1);
        assertThat(server.getAllServeEvents())
                .hasSize(2)
                .allMatch(event -> event.getRequest().getScheme().equals("https"));
    }

    @Test
    void sendsNothingToAnOrgWhoseCertificateTheJdkDoesNotTrust() {
        assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(this::ask);
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void sendsNothingToAnOrgWithTheCertificateOfAnotherHost() throws IOException, InterruptedException {
        server.stop();
        startAs("elsewhere.example");
        trustsTheServer();

        assertThatExceptionOfType(SalesforceFailure.Unavailable.class).isThrownBy(this::ask);
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    private QueryPage ask() {
        var credentials = new Credentials.ClientCredentials("app", StandIn.SECRET);
        try (var api = StandIn.adapter(URI.create(url()), credentials)) {
            return new RestSalesforceQueries(api, new Random(1)).start(StandIn.ACCOUNTS, StandIn.meter());
        }
    }

    private String url() {
        return "https://localhost:" + server.httpsPort();
    }

    private void trustsTheServer() {
        System.setProperty(TRUST_STORE, keys().toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
    }

    private Path keys() {
        return folder.resolve("keys.p12");
    }

    /** Starts a server that plays Salesforce, with a self-signed certificate for {@code host}. */
    private void startAs(String host) throws IOException, InterruptedException {
        Files.deleteIfExists(keys());
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "org",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys().toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        server = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .bindAddress("127.0.0.1")
                .keystorePath(keys().toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        server.start();
        server.stubFor(post(StandIn.TOKEN_PATH).willReturn(okJson(StandIn.tokenBody("token", url()))));
        server.stubFor(get(urlPathEqualTo(StandIn.QUERY_PATH)).willReturn(StandIn.oneAccount()));
    }
}
