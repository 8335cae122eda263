package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.Throwables;
import io.weir.adapter.in.http.listener.ListenerSettings;
import io.weir.adapter.in.http.listener.Readiness;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.OrgLimit;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.FaultInjection;
import io.weir.domain.port.OrgStatus;
import io.weir.domain.port.SalesforceFailure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public final class AdminServerTest {
    private final RunningWeir weir = RunningWeir.with(row("Id", "1"), row("Id", "2"));
    private final Readiness readiness = new Readiness();
    private final FakeOrgStatus org = new FakeOrgStatus();
    private final FakeDrill drill = new FakeDrill();
    private final AdminServer admin = AdminServer.start(
            AdminSettings.at(ListenerSettings.at("127.0.0.1", 0)),
            new AdminServer.Insight(weir.history, org, ExplainEndpointTest.nobodyAsks(), drill),
            Clock.systemUTC(),
            readiness,
            RunningWeir.IDS,
            weir.meters);

    @AfterEach
    void stop() {
        admin.stop();
        weir.close();
    }

    @Test
    void showsWhatRunsDidNewestFirst() {
        weir.history.record(new Execution(
                Instant.parse("2026-01-31T10:00:00Z"),
                "r-1",
                "salesforce-query",
                "default",
                Execution.Served.FRESH,
                "SELECT Id FROM Contact WHERE Phone = ?",
                Duration.ofNanos(12_345_678),
                0,
                false,
                1,
                2,
                "deadline_exceeded",
                Optional.empty(),
                ContactHash.NONE,
                Optional.of(new Execution.Complaint("QUERY_TIMEOUT", "Your query request was running for too long"))));
        weir.post(TUTORIAL, "X-Request-Id", "r-2");

        var answer = get("/profiler");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.body())
                .startsWith("{\"execution_history\":[{\"timestamp\":\"")
                .matches(".*\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                        + "\"action\":\"salesforce-query\",\"caller\":\"tester\",\"served\":\"fresh\","
                        + "\"soql\":\"SELECT Id, Name, Phone, [^\"]* = [?]\",\"duration_ms\":[0-9.]+,"
                        + "\"record_count\":2,\"truncated\":false,\"api_calls\":0,\"attempts\":0,"
                        + "\"outcome\":\"answered\",\"request_id\":\"r-2\",\"contact\":null,"
                        + "\"limits\":\\{\"api_usage_current\":25,\"api_usage_limit\":5000},"
                        + "\"salesforce_code\":\"\",\"salesforce_message\":\"\"}.*")
                .endsWith(",{\"timestamp\":\"2026-01-31T10:00:00.000Z\","
                        + "\"action\":\"salesforce-query\",\"caller\":\"default\",\"served\":\"fresh\","
                        + "\"soql\":\"SELECT Id FROM Contact WHERE Phone = ?\",\"duration_ms\":12.346,"
                        + "\"record_count\":0,\"truncated\":false,\"api_calls\":1,\"attempts\":2,"
                        + "\"outcome\":\"deadline_exceeded\",\"request_id\":\"r-1\",\"contact\":null,"
                        + "\"limits\":{\"api_usage_current\":null,\"api_usage_limit\":null},"
                        + "\"salesforce_code\":\"QUERY_TIMEOUT\","
                        + "\"salesforce_message\":\"Your query request was running for too long\"}]}")
                .doesNotContain("5550100");
    }

    @Test
    void showsAsMuchAsIsAskedFor() {
        for (int i = 0; i < 3; i++) {
            weir.post(TUTORIAL, "X-Request-Id", "r-" + i);
        }

        assertThat(get("/profiler?limit=1").body()).contains("r-2").doesNotContain("r-1", "r-0");
        assertThat(get("/profiler").body()).contains("r-2", "r-1", "r-0");
    }

    @Test
    void findsTheRunsOfAContactWhoseIdTheOperatorKnows() {
        weir.post(TUTORIAL, "X-Request-Id", "r-1", "X-Contact-Id", "102030405060");
        weir.post(TUTORIAL, "X-Request-Id", "r-2", "X-Contact-Id", "102030405061");
        weir.post(TUTORIAL, "X-Request-Id", "r-3");

        assertThat(get("/profiler?contact_id=102030405060").body())
                .contains("r-1")
                .containsPattern("\"contact\":\"[0-9a-f]{24}\"")
                .doesNotContain("r-2", "r-3", "102030405060");
    }

    @Test
    void findsRunsByRequestByOutcomeAndByTime() {
        weir.post(TUTORIAL, "X-Request-Id", "r-1");
        weir.post(TUTORIAL, "X-Request-Id", "+14155550100");
        weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"expected_schema\":false}", "X-Request-Id", "r-3");

        assertThat(get("/profiler?request_id=r-1").body()).contains("r-1").doesNotContain("r-3", "hashed-");
        assertThat(get("/profiler?request_id=%2B14155550100").body())
                .contains("\"request_id\":\"hashed-")
                .doesNotContain("r-1", "r-3", "4155550100");
        assertThat(get("/profiler?outcome=answer_broke_contract").body())
                .contains("r-3")
                .doesNotContain("r-1");
        assertThat(get("/profiler?outcome=answered&limit=1").body())
                .contains("hashed-")
                .doesNotContain("r-1");
        assertThat(get("/profiler?since=2026-01-31T10:00:00Z").body()).contains("r-1");
        assertThat(get("/profiler?since=2999-01-31T10:00:00Z").body()).isEqualTo("{\"execution_history\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contactid=102030405060", "since=102030405060", "limit=102030405060", "since", "limit"})
    void refusesWhatItDoesNotUnderstandWithoutRepeatingIt(String parameters) {
        assertThat(get("/profiler?" + parameters))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("102030405060"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GET | /profiler?foo=1 | unknown parameter 'foo' in the URL; the parameters here are limit, outcome",
                "GET | /profiler?limit=1&limit=2 | limit stands in the URL more than once",
                "GET | /profiler?outcome | outcome needs a value",
                "GET | /profiler?request_id= | request_id needs a value",
                "GET | /profiler?outcome=nope | outcome is one of answered, malformed_json, invalid_request",
                "GET | /profiler?outcome=ANSWERED | outcome is one of answered",
                "GET | /limits?foo=1 | unknown parameter 'foo' in the URL; there are none here",
                "GET | /limits?limit | unknown parameter 'limit'",
                "GET | /sandbox/faults?foo=1 | unknown parameter 'foo'",
                "PUT | /sandbox/faults?latency=1s | unknown parameter 'latency'",
                "DELETE | /sandbox/faults?foo=1 | unknown parameter 'foo'",
                "POST | /cxone/data-action/salesforce-query?explain=true&foo=1 | the parameters here are explain",
                "POST | /cxone/data-action/salesforce-query?explain=true&explain=true | explain stands in the URL more"
                        + " than once",
                "POST | /cxone/data-action/salesforce-query?explain | explain needs a value"
            })
    void refusesParametersThatAnEndpointDoesNotTake(String method, String path, String told) {
        drill.replace(Map.of("latency", "50ms"));
        var answer = RunningWeir.sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"invalid_request\"", told);
        assertThat(drill.faults()).containsExactly(Map.entry("latency", "50ms"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//profiler", "/profiler/", "/profiler;a=b", "/./profiler", "/%70rofiler", "/observe//metrics"})
    void servesAPathAsItIsWrittenOrNotAtAll(String path) {
        assertThat(RunningWeir.raw(
                        admin.port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("\"code\":\"unknown_path\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "ten", "1.5"})
    void refusesALimitThatIsNone(String limit) {
        assertThat(get("/profiler?limit=" + limit))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("limit is a whole number from 1 to 1000"));
    }

    @ParameterizedTest
    @MethodSource("io.weir.adapter.in.http.Throwables#all")
    void answersWhateverAnEndpointThrows(Throwable thrown) {
        org.limits = () -> {
            throw Throwables.unchecked(thrown);
        };

        for (int request = 0; request < 2; request++) {
            assertThat(get("/limits"))
                    .returns(500, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body())
                            .contains("\"code\":\"internal_error\"")
                            .doesNotContain("what was sent"));
        }
    }

    @Test
    void showsReplacesAndEndsADrill() {
        assertThat(drill("GET", "").body()).isEqualTo("{}");
        assertThat(drill("PUT", "{\"latency\":\"50ms\",\"503\":0.02}"))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"503\":\"0.02\",\"latency\":\"50ms\"}", HttpResponse::body);
        assertThat(drill("GET", "").body()).isEqualTo("{\"503\":\"0.02\",\"latency\":\"50ms\"}");
        assertThat(drill("DELETE", "").body()).isEqualTo("{}");
        assertThat(drill.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "[]", "{\"503\":true}", "{\"503\":{}}", "{\"503\":0.1,\"503\":0.2}", "{\"wrong\":1}"})
    void refusesADrillThatIsNone(String body) {
        drill.replace(Map.of("503", "1"));

        assertThat(drill("PUT", body)).returns(400, HttpResponse::statusCode);
        assertThat(drill.faults()).isEqualTo(Map.of("503", "1"));
    }

    @Test
    void saysWhatIsWrongWithADrill() {
        assertThat(drill("PUT", "{\"wrong\":1}").body()).contains("\"code\":\"invalid_request\"", "there is no fault");
        assertThat(drill("POST", "{}"))
                .returns(405, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(header(answer, "Allow")).isEqualTo("GET, PUT, DELETE"));
    }

    @Test
    void aLiveOrgHasNoDrill() {
        var live = AdminServer.start(
                AdminSettings.at(ListenerSettings.at("127.0.0.1", 0)),
                new AdminServer.Insight(weir.history, org, ExplainEndpointTest.nobodyAsks(), FaultInjection.NONE),
                Clock.systemUTC(),
                readiness,
                RunningWeir.IDS,
                weir.meters);
        try {
            for (var method : List.of("GET", "PUT", "DELETE")) {
                assertThat(drill(live.port(), method, "{}").statusCode()).isEqualTo(404);
            }
        } finally {
            live.stop();
        }
    }

    private HttpResponse<String> drill(String method, String body) {
        return drill(admin.port(), method, body);
    }

    private static HttpResponse<String> drill(int port, String method, String body) {
        return RunningWeir.sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sandbox/faults"))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static final class FakeDrill implements FaultInjection {
        private volatile Map<String, String> faults = Map.of();

        @Override
        public boolean possible() {
            return true;
        }

        @Override
        public Map<String, String> faults() {
            return faults;
        }

        @Override
        public List<String> replace(Map<String, String> others) {
            if (others.containsKey("wrong")) {
                return List.of("there is no fault 'wrong'");
            }
            faults = new TreeMap<>(others);
            return List.of();
        }
    }

    @Test
    void showsTheLimitsOfTheOrg() {
        org.limits = () -> List.of(new OrgLimit("DailyApiRequests", 5_000, 4_975));

        var answer = get("/limits");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"limits\":[{\"max\":5000,\"name\":\"DailyApiRequests\",\"remaining\":4975}]}");
    }

    @Test
    void saysWhyTheLimitsCannotBeHad() {
        org.limits = () -> {
            throw new SalesforceFailure.AccessDenied("the run-as user may not", "INSUFFICIENT_ACCESS");
        };

        var answer = get("/limits");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("the run-as user may not", "\"salesforce_code\":\"INSUFFICIENT_ACCESS\"");
    }

    @Test
    void isReadyBetweenItsWarmUpAndDrain() {
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/started").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);

        readiness.started();
        assertThat(get("/observe/health/started").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/ready").statusCode())
                .as("it has to warm up")
                .isEqualTo(503);

        readiness.warmedUp();
        assertThat(get("/observe/health/ready"))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("\"UP\"", "accepting"));

        readiness.draining();
        readiness.warmedUp();
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(weir.post(TUTORIAL).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsPrometheusWhatTheWebhookDoes() {
        weir.post(TUTORIAL, "X-Request-Id", "r-2");
        weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"expected_schema\":false}");
        weir.post("{");
        weir.stop();

        assertThat(get("/observe/metrics").body())
                .doesNotContainPattern("weir_http_request_duration_seconds\\{[^}]*quantile")
                .contains("weir_http_request_duration_seconds_bucket{outcome=\"answered\",query=\"ad_hoc\",")
                .contains("weir_http_request_duration_seconds_count{outcome=\"malformed_json\",query=\"ad_hoc\",")
                .contains(
                        "weir_http_request_duration_seconds_count{outcome=\"answer_broke_contract\",query=\"ad_hoc\",")
                .containsPattern("weir_rows_total\\{[^}]*} 2\\.0")
                .containsPattern("weir_schema_violations_total\\{query=\"ad_hoc\"[^}]*} 1\\.0")
                .containsPattern("weir_http_requests_in_flight\\{[^}]*} 0\\.0")
                .doesNotContain("5550100", "Contact", "r-2");
    }

    @Test
    void servesNothingElse() {
        for (String path : new String[] {"/", "/observe/config", "/observe/log", "/observe/info", "/nowhere"}) {
            assertThat(get(path))
                    .returns(404, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).contains("\"code\":\"unknown_path\""));
        }
        assertThat(RunningWeir.raw(
                        admin.port(), "POST /profiler HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET");
        assertThat(RunningWeir.raw(
                        admin.port(), "HEAD /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .doesNotContain("{");
    }

    private HttpResponse<String> get(String path) {
        return RunningWeir.sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
                .timeout(Duration.ofSeconds(30))
                .build());
    }

    public static final class FakeOrgStatus implements OrgStatus {
        private Supplier<List<OrgLimit>> limits = List::of;

        @Override
        public List<String> apiVersions(RunMeter meter) {
            throw new AssertionError("nobody asks for versions here");
        }

        @Override
        public void logIn(RunMeter meter) {
            throw new AssertionError("nobody logs in by hand here");
        }

        @Override
        public List<OrgLimit> limits(RunMeter meter) {
            return limits.get();
        }
    }
}
