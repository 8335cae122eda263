package io.weir.adapter.out.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.adapter.out.sandbox.call.RecordedCall;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.write.WriteError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the library offers to a test. */
class SandboxTest {
    private static final String CONTACTS = "SELECT Id FROM Contact LIMIT 3";

    private final Sandbox sandbox = Sandbox.start();
    private final SandboxClient client = new SandboxClient(sandbox.baseUri());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void recordsWhatItReceivedAndAnswered() {
        var request = client.request(SandboxClient.queryPath(CONTACTS) + "&extra=a%26b")
                .header("Authorization", "Bearer " + sandbox.accessToken())
                .header("Sforce-Query-Options", "batchSize=200");
        assertThat(SandboxClient.send(request).statusCode()).isEqualTo(200);

        assertThat(sandbox.calls())
                .singleElement()
                .returns("GET", RecordedCall::method)
                .returns("/services/data/v66.0/query/", RecordedCall::path)
                .returns("a&b", call -> call.parameter("extra"))
                .returns("", call -> call.parameter("missing"))
                .returns("batchSize=200", call -> call.header("sforce-query-options"))
                .returns("Bearer ***", call -> call.header("Authorization"))
                .returns(List.of(CONTACTS), RecordedCall::soql)
                .returns("", RecordedCall::body)
                .returns(200, RecordedCall::status)
                .hasToString("GET /services/data/v66.0/query/ [" + CONTACTS + "] -> 200");
        assertThat(sandbox.soql()).containsExactly(CONTACTS);
        assertThat(sandbox.apiCalls()).isOne();
        assertThat(sandbox.logins()).isOne();
    }

    @Test
    void recordsABodyAndTheQueriesInIt() {
        String body = """
            {"compositeRequest":[{"method":"GET","referenceId":"one","url":"%s"}]}\
            """.formatted(SandboxClient.queryPath(CONTACTS));
        var request = client.request("/services/data/v66.0/composite")
                .header("Authorization", "Bearer " + sandbox.accessToken())
                .POST(BodyPublishers.ofString(body));

        assertThat(SandboxClient.send(request))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("\"totalSize\":3"));
        assertThat(sandbox.calls())
                .singleElement()
                .returns("POST", RecordedCall::method)
                .returns(body, RecordedCall::body)
                .returns(List.of(CONTACTS), RecordedCall::soql);
    }

    @Test
    void refusesALargeBodyAsWithoutRecording() {
        var plain = SandboxServer.start(
                SmallOrg.create(), SandboxSettings.onPort(0), sandbox.clock(), new SplittableRandom(1));
        try {
            assertThat(statusOfLargeBody(sandbox.baseUri(), sandbox.accessToken()))
                    .isEqualTo(statusOfLargeBody(plain.baseUri(), plain.issueAccessToken()))
                    .isEqualTo(413);
        } finally {
            plain.stop();
        }
    }

    /** The status of a request that announces a body of 20 MB, which it does not send. */
    private static int statusOfLargeBody(URI baseUri, String token) {
        String request = """
            POST /services/data/v66.0/composite HTTP/1.1\r
            Host: sandbox\r
            Authorization: Bearer %s\r
            Content-Length: 20000000\r
            \r
            """.formatted(token);
        try (var socket = new Socket(baseUri.getHost(), baseUri.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ", -1)[1]);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void recordsNoSecret() {
        String token = sandbox.refreshToken();
        client.token("grant_type=refresh_token&client_id=sandbox&client_secret=hidden-one&refresh_token=" + token);
        client.token("grant_type=password&client_id=sandbox&client_secret=sandbox&username=a%40b&password=hidden-two");

        assertThat(sandbox.calls())
                .extracting(call -> call.parameter("grant_type"), call -> call.parameter("client_secret"))
                .containsExactly(tuple("refresh_token", "***"), tuple("password", "***"));
        assertThat(sandbox.calls().getLast().parameter("username")).isEqualTo("a@b");
        assertThat(sandbox.calls())
                .allSatisfy(call -> assertThat(call.parameters() + call.body() + call.headers() + call)
                        .doesNotContain(token, "hidden-one", "hidden-two"));
    }

    @Test
    void recordsTheInjectedFault() {
        sandbox.next("Contact:503");
        sandbox.next(409, "DUPLICATE_VALUE", "duplicate value found");
        var accounts = client.authorized(SandboxClient.queryPath("SELECT Id FROM Account LIMIT 1"));
        var contacts = client.authorized(SandboxClient.queryPath(CONTACTS));

        assertThat(SandboxClient.send(accounts))
                .returns(409, HttpResponse::statusCode)
                .returns(
                        "[{\"message\":\"duplicate value found\",\"errorCode\":\"DUPLICATE_VALUE\"}]",
                        HttpResponse::body);
        assertThat(SandboxClient.send(contacts).statusCode()).isEqualTo(503);
        assertThat(SandboxClient.send(contacts).statusCode()).isEqualTo(200);
        assertThat(sandbox.calls().subList(2, 5))
                .extracting(RecordedCall::fault)
                .containsExactly("duplicate-value", "503", "");
    }

    @Test
    void injectsFaultsByNumberUntilTheyEnd() {
        var request = client.authorized(SandboxClient.queryPath(CONTACTS));
        sandbox.inject("query:Contact:503=#2..3");

        assertThat(List.of(status(request), status(request), status(request), status(request)))
                .containsExactly(200, 503, 503, 200);
        sandbox.inject("503=1");
        sandbox.inject();
        assertThat(status(request)).isEqualTo(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.inject("nonsense=1"))
                .withMessageContaining("unknown fault 'nonsense'");
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.next("nonsense"));
    }

    @Test
    void aFaultOfAnObjectMeetsACompositeRequestThatConcernsIt() {
        sandbox.next("composite:Account:503");
        String token = "Bearer " + sandbox.accessToken();

        for (String object : List.of("Contact", "Account")) {
            String query = SandboxClient.queryPath("SELECT Id FROM " + object + " LIMIT 1");
            var request = client.request("/services/data/v66.0/composite")
                    .header("Authorization", token)
                    .POST(BodyPublishers.ofString(
                            "{\"compositeRequest\":[{\"method\":\"GET\",\"referenceId\":\"a\",\"url\":\"" + query
                                    + "\"}]}"));
            assertThat(status(request)).isEqualTo(object.equals("Account") ? 503 : 200);
        }
    }

    @Test
    void keepsWhatClientsWriteUntilAReset() {
        int before = accounts();
        sandbox.inject("write:Account:503=#2");

        assertThat(status(newAccount())).isEqualTo(201);
        assertThat(status(newAccount())).isEqualTo(503);
        assertThat(accounts()).isEqualTo(before + 1);
        assertThat(sandbox.calls().getLast().body()).isEqualTo("{\"Name\":\"Acme\"}");

        sandbox.writeRules().refuse("Account", new WriteError("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "the trigger"));
        assertThat(SandboxClient.send(newAccount()).body()).contains("the trigger");
        sandbox.reset();
        assertThat(accounts()).isEqualTo(before);
        assertThat(status(newAccount())).isEqualTo(201);
    }

    private int accounts() {
        return sandbox.org().table("Account").orElseThrow().records().size();
    }

    private HttpRequest.Builder newAccount() {
        return client.request("/services/data/v66.0/sobjects/Account")
                .header("Authorization", "Bearer " + sandbox.accessToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"Name\":\"Acme\"}"));
    }

    @Test
    void theClockIsTheTests() {
        var request = client.authorized(SandboxClient.queryPath(CONTACTS));
        assertThat(sandbox.clock().instant()).isEqualTo(Sandbox.DEFAULT_TIME);
        assertThat(sandbox.org().today()).isEqualTo("2026-01-31");

        sandbox.clock().advance(Duration.ofHours(3));
        assertThat(status(request)).isEqualTo(401);
        sandbox.clock().set(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(sandbox.org().today()).isEqualTo("2027-01-01");
    }

    @Test
    void tokensExpireOnDemand() {
        var request = client.authorized(SandboxClient.queryPath(CONTACTS));
        assertThat(status(request)).isEqualTo(200);

        sandbox.expireTokens();
        assertThat(status(request)).isEqualTo(401);
    }

    @Test
    void aResetBeginsAnewAtTheSameAddress() {
        var address = sandbox.baseUri();
        var org = sandbox.org();
        var request = client.authorized(SandboxClient.queryPath(CONTACTS));
        String refreshToken = sandbox.refreshToken();
        sandbox.inject("503=1");
        sandbox.next("504");
        sandbox.clock().advance(Duration.ofDays(1));

        sandbox.reset();
        assertThat(sandbox.calls()).isEmpty();
        assertThat(sandbox.apiCalls()).isZero();
        assertThat(sandbox.logins()).isZero();
        assertThat(sandbox.org()).isNotSameAs(org);
        assertThat(sandbox.refreshToken()).isNotEqualTo(refreshToken);
        assertThat(sandbox.clock().instant()).isEqualTo(Sandbox.DEFAULT_TIME);
        assertThat(sandbox.baseUri()).isEqualTo(address);
        assertThat(status(request)).isEqualTo(401);
        assertThat(client.query(CONTACTS)).containsEntry("done", true);
    }

    @Test
    void itsCredentialsLogIn() {
        assertThat(client.token("grant_type=password&client_id=%s&client_secret=%s&username=%s&password=%s"
                                .formatted(
                                        sandbox.clientId(),
                                        sandbox.clientSecret(),
                                        sandbox.username(),
                                        sandbox.password()))
                        .statusCode())
                .isEqualTo(200);
        String first = sandbox.refreshToken();
        assertThat(refresh(first)).isEqualTo(200);
        assertThat(sandbox.refreshToken()).isNotEqualTo(first);
        assertThat(refresh(sandbox.refreshToken())).isEqualTo(200);
    }

    @Test
    void servesAnotherOrgWithOtherSettings() {
        var settings = SandboxSettings.onPort(0)
                .withPageSize(2)
                .withRecordedCalls(1)
                .withDailyApiRequests(7)
                .withFaults(Faults.of(List.of("Account:503=1")));
        try (var small = Sandbox.start(_ -> SmallOrg.create(), settings, InstantSource.fixed(Instant.EPOCH))) {
            var smallClient = new SandboxClient(small.baseUri());

            assertThat(smallClient.query("SELECT Id FROM Thing__c")).containsEntry("done", false);
            assertThat(status(smallClient.authorized(SandboxClient.queryPath("SELECT Id FROM Account"))))
                    .isEqualTo(503);
            assertThat(small.calls()).singleElement().returns("503", RecordedCall::fault);
            small.reset();
            assertThat(smallClient.get("/services/data/v66.0/limits").body()).contains("\"Max\":7,");
        }
    }

    @Test
    void logsNothing() {
        var lines = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLoggerName() != null
                        && (line.getLoggerName().startsWith("io.helidon")
                                || line.getLoggerName().startsWith("io.weir"))) {
                    lines.add(line.getLoggerName() + ": " + line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("");
        root.addHandler(handler);
        try (var other = Sandbox.start(SandboxOrg::contactCentre)) {
            var otherClient = new SandboxClient(other.baseUri());
            otherClient.query(CONTACTS);
            otherClient.token("grant_type=nonsense");
            otherClient.get(SandboxClient.queryPath("SELECT Nonsense FROM Contact"));
        } finally {
            root.removeHandler(handler);
        }
        assertThat(lines).isEmpty();
    }

    private int refresh(String token) {
        return client.token("grant_type=refresh_token&client_id=sandbox&refresh_token=" + token)
                .statusCode();
    }

    private static int status(HttpRequest.Builder request) {
        return SandboxClient.send(request).statusCode();
    }
}
