package io.weir.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that serves the sandbox alone. */
@Timeout(120)
class SandboxCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void servesUntilItIsStopped() {
        var answers = new StringBuilder();

        assertThat(run(
                        uri -> answers.append(query(uri, "SELECT COUNT() FROM Case WHERE CreatedDate = TODAY"))
                                .append(get(uri.resolve("/services/data/v66.0/limits"), token(uri))),
                        "--port=0",
                        "--clock=2026-01-31T10:00:00Z",
                        "--page-size=5",
                        "--daily-api-requests=77",
                        "--faults=Account:503=1,latency=1ms"))
                .isZero();
        assertThat(answers).contains("\"totalSize\":", "\"Max\":77,\"Remaining\":75");
        assertThat(out.toString())
                .startsWith("The sandbox serves a contact centre's org at http://127.0.0.1:")
                .contains("sandbox@example.com", "curl -sS -G http://127.0.0.1:", "Stop with Ctrl-C.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void injectsTheFaultsThatItIsGiven() {
        assertThat(run(
                        uri -> {
                            assertThat(query(uri, "SELECT Id FROM Account LIMIT 1"))
                                    .startsWith("503");
                            assertThat(query(uri, "SELECT Id FROM Contact LIMIT 1"))
                                    .startsWith("200");
                        },
                        "--port=0",
                        "--faults=Account:503=1"))
                .isZero();
    }

    @Test
    void servesTheOrgOfAFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Account.csv"), "Name\nAcme\nZenith\n");

        assertThat(run(
                        uri -> assertThat(query(uri, "SELECT Name FROM Account ORDER BY Name"))
                                .contains("\"totalSize\":2", "Acme", "Zenith"),
                        "--port=0",
                        "--org=" + folder))
                .isZero();
        assertThat(out.toString()).startsWith("The sandbox serves the org in " + folder);
        Files.writeString(folder.resolve("Account.csv"), "Nmae\nAcme\n");
        assertThat(run(_ -> {}, "--port=0", "--org=" + folder)).isEqualTo(2);
        assertThat(err.toString()).contains("the org in " + folder + ": Account.csv", "'Nmae'");
    }

    @Test
    void tellsAClientTheAddressThatItUses() {
        assertThat(run(
                        uri -> assertThat(login(URI.create("http://localhost:" + uri.getPort())))
                                .contains("\"instance_url\":\"http://localhost:" + uri.getPort() + "\""),
                        "--port=0",
                        "--host=0.0.0.0"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--port=70000, the port must be 0 to 65535",
        "--port=many, --port",
        "--page-size=0, the page size must be 1 to 2000",
        "--daily-api-requests=0, must be positive",
        "--faults=nonsense=1, unknown fault 'nonsense'",
        "--clock=soon, '--clock takes a time such as 2026-01-31T10:00:00Z, not ''soon'''",
        "--search-index-delay=late, expected a time such as",
        "--host=no..address, '--host takes an address of this machine such as 127.0.0.1 or 0.0.0.0, not"
                + " ''no..address'''",
        "--nonsense, --nonsense"
    })
    void refusesWhatItCannotUse(String option, String told) {
        assertThat(run(_ -> {}, option)).isEqualTo(2);
        assertThat(err.toString()).contains(told).doesNotContain("Exception", "java.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aDelayNeedsAClockThatMoves() {
        assertThat(run(_ -> {}, "--port=0", "--clock=2026-01-31T10:00:00Z", "--search-index-delay=5s"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("leave out --clock or the delay");
        assertThat(run(_ -> {}, "--port=0", "--search-index-delay=5s")).isZero();
    }

    @Test
    void saysWhyItCannotListenAndWhatToDo() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(_ -> {}, "--port=" + taken.getLocalPort())).isEqualTo(1);
        }
        assertThat(err.toString()).contains("another program has the port; choose another port, or 0 for any free one");
        assertThat(run(_ -> {}, "--port=0", "--host=192.0.2.1")).isEqualTo(1);
        assertThat(err.toString())
                .contains("this machine does not have the address; listen on 127.0.0.1 or on 0.0.0.0")
                .doesNotContain("Exception", "java.");
    }

    @Test
    void servesTheRulesOfAFolder(@TempDir Path folder) throws IOException {
        Path rules = folder.resolve("rules.json");
        Files.writeString(rules, """
            {"refusals": [{"object": "Case", "code": "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "message": "A trigger"}]}\
            """);

        assertThat(run(
                        uri -> assertThat(send(HttpRequest.newBuilder(uri.resolve("/services/data/v66.0/sobjects/Case"))
                                        .header("Authorization", "Bearer " + token(uri))
                                        .POST(HttpRequest.BodyPublishers.ofString("{}"))))
                                .startsWith("400")
                                .contains("A trigger"),
                        "--port=0",
                        "--org=" + folder))
                .isZero();
        Files.writeString(rules, "{\"refusals\": [{\"object\": \"Csae\"}]}");
        assertThat(run(_ -> {}, "--port=0", "--org=" + folder)).isEqualTo(2);
        assertThat(err.toString())
                .contains("the org in " + folder
                        + ": rules.json, refusals 1: names the object 'Csae', which the org lacks");
    }

    @Test
    void aSignalEndsTheProcessWithStatusZero() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.weir.bootstrap.Main",
                        "sandbox",
                        "--port=0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).startsWith("The sandbox serves a contact centre's org at http://127.0.0.1:");
            while (!lines.readLine().equals("Stop with Ctrl-C.")) {
                Thread.onSpinWait();
            }
            // Unlike Process.destroy(), this leaves the streams open.
            process.toHandle().destroy();
            assertThat(lines.readLine()).isNull();
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theOptionOrgComesFirstAndStandsForTheVariable() {
        var environment = Map.of("WEIR_PORT", "0");

        assertThat(ServedOrg.of(new String[] {}, environment).arguments()).isEmpty();
        assertThat(ServedOrg.of(new String[] {"--org", "a"}, environment))
                .isEqualTo(ServedOrg.of(new String[] {"--org=a"}, environment))
                .returns(Map.of("WEIR_PORT", "0", "WEIR_SANDBOX_ORG", "a"), ServedOrg::environment)
                .satisfies(given -> assertThat(given.arguments()).isEmpty());
        assertThat(ServedOrg.of(new String[] {"--org", "a", "check"}, environment)
                        .arguments())
                .containsExactly("check");
        assertThat(ServedOrg.of(new String[] {"sandbox", "--org", "a"}, environment))
                .returns(environment, ServedOrg::environment);
        assertThat(ServedOrg.of(new String[] {"--org"}, environment).arguments())
                .containsExactly("--org");
    }

    private int run(Consumer<URI> use, String... options) {
        var arguments = new String[options.length + 1];
        arguments[0] = "sandbox";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Commands.in(Map.of(), new ByteArrayInputStream(new byte[0]), new Random(1), (announce, stop) -> {
                    announce.run();
                    var address = Pattern.compile("http://\\S+:\\d+").matcher(out.toString());
                    assertThat(address.find()).isTrue();
                    try {
                        use.accept(URI.create(address.group()));
                    } finally {
                        stop.run();
                    }
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String query(URI uri, String soql) {
        return get(
                URI.create(uri + "/services/data/v66.0/query?q="
                        + soql.replace(" ", "+").replace("=", "%3D")),
                token(uri));
    }

    private static String token(URI uri) {
        return login(uri).replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private static String login(URI uri) {
        return send(HttpRequest.newBuilder(uri.resolve("/services/oauth2/token"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")));
    }

    /** The status and the body. */
    private static String get(URI uri, String token) {
        return send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token));
    }

    private static String send(HttpRequest.Builder request) {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
