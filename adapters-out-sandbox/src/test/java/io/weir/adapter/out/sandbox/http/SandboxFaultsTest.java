package io.weir.adapter.out.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.fault.Faults;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault, as an HTTP client observes it. */
class SandboxFaultsTest {
    private static final MutableClock CLOCK = new MutableClock(Instant.parse("2026-03-14T09:26:53.589Z"));
    private static final SandboxOrg ORG = SandboxOrg.contactCentre(CLOCK);
    private static final String QUERY = SandboxClient.queryPath("SELECT Id FROM Contact LIMIT 100");

    private final SandboxServer server =
            SandboxServer.start(ORG, SandboxSettings.onPort(0).withPageSize(40), CLOCK, new SplittableRandom(7));
    private final SandboxClient client = new SandboxClient(server.baseUri());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "malformed-query,400,MALFORMED_QUERY",
        "invalid-field,400,INVALID_FIELD",
        "invalid-type,400,INVALID_TYPE",
        "query-too-complicated,400,QUERY_TOO_COMPLICATED",
        "query-timeout,400,QUERY_TIMEOUT",
        "invalid-query-locator,400,INVALID_QUERY_LOCATOR",
        "request-running-too-long,400,REQUEST_RUNNING_TOO_LONG",
        "unable-to-lock-row,400,UNABLE_TO_LOCK_ROW",
        "access-declined,400,Access Declined",
        "unsupported-api-version,400,UNSUPPORTED_API_VERSION",
        "session-useless,401,not valid for use with the REST API",
        "invalid-auth-header,401,INVALID_AUTH_HEADER",
        "concurrent-requests,403,ConcurrentRequests",
        "api-disabled-for-org,403,API_DISABLED_FOR_ORG",
        "insufficient-access,403,INSUFFICIENT_ACCESS",
        "txn-security-metering-error,403,TXN_SECURITY_METERING_ERROR",
        "not-found,404,NOT_FOUND",
        "unknown-exception,500,UNKNOWN_EXCEPTION",
        "server-unavailable,503,SERVER_UNAVAILABLE",
        "org-in-maintenance,503,ORG_IN_MAINTENANCE",
        "406,406,''",
        "410,410,<h1>",
        "420,420,<h1>",
        "429,429,<h1>",
        "431,431,<h1>",
        "500,500,''",
        "502,502,<h1>",
        "503,503,<h1>",
        "504,504,<h1>",
        "not-json,200,<html>",
        "empty-body,200,''",
    })
    void sendsTheErrorResponse(String fault, int status, String body) {
        var request = client.authorized(QUERY);
        inject(Map.of(fault, "1"));

        assertThat(SandboxClient.send(request))
                .returns(status, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains(body));
        assertThat(client.token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid-grant,400,authentication failure",
        "invalid-client,400,invalid_client",
        "being-processed,400,token request is already being processed",
        "rate-limit-exceeded,400,rate_limit_exceeded",
        "unknown-error,400,unknown_error",
        "503,503,<h1>",
        "not-json,200,<html>",
    })
    void sendsTheErrorResponseToLogins(String fault, int status, String body) {
        var request = client.authorized(QUERY);
        inject(Map.of("login:" + fault, "1"));

        assertThat(client.token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox"))
                .returns(status, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains(body));
        assertThat(SandboxClient.send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "truncate"})
    void closesTheConnection(String fault) {
        var request = client.authorized(QUERY).build();
        inject(Map.of(fault, "1"));

        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        inject(Map.of());
        assertThat(client.get(QUERY).statusCode()).isEqualTo(200);
    }

    @Test
    void stalls() {
        var request = client.authorized(QUERY).timeout(Duration.ofMillis(300)).build();
        inject(Map.of("stall", "1"));

        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void stallsInTheMiddleOfTheBody() throws Exception {
        var request = client.authorized(QUERY).build();
        var whole = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        inject(Map.of("stall-body", "1"));

        var body = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var half = body.body()) {
            assertThat(body.headers().firstValueAsLong("Content-Length")).hasValue(whole.length());
            assertThat(new String(half.readNBytes(whole.length() / 2), StandardCharsets.UTF_8))
                    .startsWith("{\"totalSize\":100,\"done\":false");
        }
    }

    @Test
    void expiredSessionsStayExpired() {
        var request = client.authorized(QUERY);
        inject(Map.of("session-expired", "1"));

        assertThat(SandboxClient.send(request).statusCode()).isEqualTo(401);
        inject(Map.of());
        assertThat(SandboxClient.send(request).statusCode()).isEqualTo(401);
        assertThat(client.get(QUERY).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageFaultDoesNotAffectTheFirstPage() {
        inject(Map.of("page:session-expired", "1"));

        var page = client.query("SELECT Id FROM Contact LIMIT 100");
        assertThat(client.get(String.valueOf(page.get("nextRecordsUrl"))).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anExhaustedQuotaIsInTheHeaderToo() {
        inject(Map.of("quota-exhausted", "1"));

        assertThat(client.get(QUERY))
                .returns(403, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("TotalRequests Limit exceeded."))
                .satisfies(answer -> assertThat(answer.headers().firstValue("Sforce-Limit-Info"))
                        .contains("api-usage=15000/15000"));
    }

    @Test
    void invalidFaultsChangeNothing() {
        inject(Map.of("503", "1"));

        assertThat(server.faults().replace(Map.of("504", "2")))
                .singleElement()
                .asString()
                .contains("'504' must be");
        assertThat(server.faults().faults()).isEqualTo(Map.of("503", "1"));
        assertThat(server.faults().possible()).isTrue();
    }

    @Test
    void countsRequestsWithoutAResponse() {
        var request = client.authorized(QUERY).build();
        inject(Map.of("drop", "1"));
        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);

        assertThat(server.requests()).isPositive();
        assertThat(server.apiCalls()).isZero();
    }

    @Test
    void startsWithTheFaultsOfItsSettings() {
        var faulty = SandboxServer.start(
                ORG, SandboxSettings.onPort(0).withFaults(Faults.of(List.of("503=1"))), CLOCK, new SplittableRandom(7));
        try {
            assertThat(new SandboxClient(faulty.baseUri()).get(QUERY).statusCode())
                    .isEqualTo(503);
        } finally {
            faulty.stop();
        }
    }

    private void inject(Map<String, String> faults) {
        assertThat(server.faults().replace(faults)).isEmpty();
    }
}
