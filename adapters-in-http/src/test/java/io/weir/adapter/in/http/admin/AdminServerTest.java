package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Gauge;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.domain.limit.OrgLimit;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, metrics, limits and paths of the admin server. */
final class AdminServerTest {
    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsTheLimitsOfTheOrg() {
        admin.limits = List.of(new OrgLimit("DailyApiRequests", 5_000, 4_975));

        var answer = admin.get("/limits");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"limits\":[{\"max\":5000,\"name\":\"DailyApiRequests\",\"remaining\":4975}]}");
    }

    @Test
    void isReadyBetweenItsWarmUpAndDrain() {
        assertThat(admin.get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(admin.get("/observe/health/started").statusCode()).isEqualTo(503);
        assertThat(admin.get("/observe/health/ready").statusCode()).isEqualTo(503);

        admin.readiness.started();
        assertThat(admin.get("/observe/health/started").statusCode()).isEqualTo(200);
        assertThat(admin.get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(admin.get("/observe/health/ready").statusCode())
                .as("it has to warm up")
                .isEqualTo(503);

        admin.readiness.warmedUp();
        assertThat(admin.get("/observe/health/ready"))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("\"UP\"", "accepting"));

        admin.readiness.draining();
        admin.readiness.warmedUp();
        assertThat(admin.get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(admin.get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(admin.weir.post(TUTORIAL).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsPrometheusWhatTheWebhookDoes() {
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-2");
        admin.weir.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"expected_schema\":false}");
        admin.weir.post("{");
        admin.weir.stop();

        assertThat(admin.get("/observe/metrics").body())
                .doesNotContainPattern("weir_http_request_duration_seconds\\{[^}]*quantile")
                .contains("weir_http_request_duration_seconds_bucket{outcome=\"answered\",query=\"ad_hoc\",")
                .contains("weir_http_request_duration_seconds_count{outcome=\"malformed_json\",query=\"ad_hoc\",")
                .contains(
                        "weir_http_request_duration_seconds_count{outcome=\"answer_broke_contract\",query=\"ad_hoc\",")
                .containsPattern(
                        "weir_http_requests_total\\{caller=\"tester\",outcome=\"answered\",query=\"ad_hoc\"[^}]*}"
                                + " 1\\.0")
                .containsPattern("weir_rows_total\\{[^}]*} 2\\.0")
                .containsPattern("weir_schema_violations_total\\{query=\"ad_hoc\"[^}]*} 1\\.0")
                .containsPattern("weir_http_requests_in_flight\\{[^}]*} 0\\.0")
                .doesNotContain("5550100", "Contact", "r-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | text/plain",
                "text/html, application/json;q=0.9 | text/plain",
                "*/* | text/plain",
                "application/openmetrics-text;version=1.0.0, text/plain;q=0.5 | application/openmetrics-text",
            })
    void tellsMetricsInTheFormatsOfPrometheusWhateverTheyAre(String accept, String type) {
        gauge("test_not_a_number", Double.NaN);
        gauge("test_infinite", Double.NEGATIVE_INFINITY);

        assertThat(metrics("GET", "Accept: " + accept))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Type: " + type)
                .containsPattern("test_not_a_number\\{[^}]*} NaN")
                .containsPattern("test_infinite\\{[^}]*} -Inf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "POST"})
    void metricsAreOnlyRead(String method) {
        assertThat(metrics(method, "Accept: application/json"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET");
    }

    private void gauge(String name, double value) {
        admin.weir.meters.getOrCreate(Gauge.builder(name, () -> value));
    }

    private String metrics(String method, String header) {
        return RunningWeir.raw(
                admin.port(),
                "%s /observe/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n\r\n"
                        .formatted(method, header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//profiler", "/profiler/", "/profiler;a=b", "/./profiler", "/%70rofiler", "/observe//metrics"})
    void servesNoOtherSpellingOfAPath(String path) {
        assertThat(RunningWeir.raw(
                        admin.port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("\"code\":\"unknown_path\"");
    }

    @Test
    void servesNothingElse() {
        for (String path : new String[] {"/", "/observe/config", "/observe/log", "/observe/info", "/nowhere"}) {
            assertThat(admin.get(path))
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
}
