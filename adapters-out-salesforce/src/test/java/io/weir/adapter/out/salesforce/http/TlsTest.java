package io.weir.adapter.out.salesforce.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.domain.port.SalesforceFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsTest {
    private static final String PASSWORD = "password";

    @TempDir
    private Path folder;

    private WireMockServer server = new WireMockServer();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void asksAnOrgWhoseCertificateTheJdkTrusts() throws IOException, InterruptedException {
        startAs("localhost");

        assertThat(ask(trust())).isEqualTo("1 row");
        assertThat(server.getAllServeEvents())
                .hasSize(2)
                .allMatch(event -> event.getRequest().getScheme().equals("https"));
    }

    @Test
    void sendsNothingToAnOrgWhoseCertificateTheJdkDoesNotTrust() throws IOException, InterruptedException {
        startAs("localhost");

        assertThat(ask(List.of())).isEqualTo("Salesforce cannot be reached");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void sendsNothingToAnOrgWithTheCertificateOfAnotherHost() throws IOException, InterruptedException {
        startAs("elsewhere.example");

        assertThat(ask(trust())).isEqualTo("Salesforce cannot be reached");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    /** What {@link Asking} prints with these options of Java, which reads its trust store once in a process. */
    private String ask(List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program("java"), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asking.class.getName(), url()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.strip();
    }

    /** A program that asks the org at the URL of its argument. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) {
            var credentials = new Credentials.ClientCredentials("app", StandIn.SECRET);
            try (var api = StandIn.adapter(URI.create(arguments[0]), credentials)) {
                var page = new RestSalesforceQueries(api, new Random(1)).start(StandIn.ACCOUNTS, StandIn.meter());
                System.out.println(page.rows().size() + " row");
            } catch (SalesforceFailure failure) {
                System.out.println(failure.getMessage());
            }
            System.exit(0);
        }
    }

    private List<String> trust() {
        return List.of("-Djavax.net.ssl.trustStore=" + keys(), "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private String url() {
        return "https://localhost:" + server.httpsPort();
    }

    private Path keys() {
        return folder.resolve("keys.p12");
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Starts a server that plays Salesforce, with a self-signed certificate for {@code host}. */
    private void startAs(String host) throws IOException, InterruptedException {
        var keytool = new ProcessBuilder(
                        program("keytool"),
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
