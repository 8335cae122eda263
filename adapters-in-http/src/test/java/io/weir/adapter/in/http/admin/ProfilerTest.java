package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The execution history that the operator sees. */
final class ProfilerTest {
    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsWhatRunsDidNewestFirst() {
        admin.weir.history.record(new Execution(
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
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-2");

        var answer = admin.get("/profiler");

        String shape = Execution.shapeId("SELECT Id FROM Contact WHERE Phone = ?");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.body())
                .startsWith("{\"execution_history\":[{\"timestamp\":\"")
                .matches(".*\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                        + "\"action\":\"salesforce-query\",\"caller\":\"tester\",\"served\":\"fresh\","
                        + "\"soql\":\"SELECT Id, Name, Phone, [^\"]* = [?]\",\"shape\":\"[0-9a-f]{16}\","
                        + "\"duration_ms\":[0-9.]+,"
                        + "\"record_count\":2,\"truncated\":false,\"api_calls\":0,\"attempts\":0,"
                        + "\"outcome\":\"answered\",\"business_outcome\":\"\",\"request_id\":\"r-2\","
                        + "\"contact\":null,"
                        + "\"limits\":\\{\"api_usage_current\":25,\"api_usage_limit\":5000},"
                        + "\"salesforce_code\":\"\",\"salesforce_message\":\"\","
                        + "\"instance\":\"test\"}.*")
                .endsWith(",{\"timestamp\":\"2026-01-31T10:00:00.000Z\","
                        + "\"action\":\"salesforce-query\",\"caller\":\"default\",\"served\":\"fresh\","
                        + "\"soql\":\"SELECT Id FROM Contact WHERE Phone = ?\",\"shape\":\"" + shape
                        + "\",\"duration_ms\":12.346,"
                        + "\"record_count\":0,\"truncated\":false,\"api_calls\":1,\"attempts\":2,"
                        + "\"outcome\":\"deadline_exceeded\",\"business_outcome\":\"\",\"request_id\":\"r-1\","
                        + "\"contact\":null,\"limits\":{\"api_usage_current\":null,\"api_usage_limit\":null},"
                        + "\"salesforce_code\":\"QUERY_TIMEOUT\",\"salesforce_message\":\"Your query request"
                        + " was running for too long\",\"instance\":\"test\"}]}")
                .doesNotContain("5550100");
    }

    @Test
    void showsAsMuchAsIsAskedFor() {
        for (int i = 0; i < 3; i++) {
            admin.weir.post(TUTORIAL, "X-Request-Id", "r-" + i);
        }

        assertThat(admin.get("/profiler?limit=1").body()).contains("r-2").doesNotContain("r-1", "r-0");
        assertThat(admin.get("/profiler").body()).contains("r-2", "r-1", "r-0");
    }

    @Test
    void findsTheRunsOfAContactWhoseIdTheOperatorKnows() {
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-1", "X-Contact-Id", "102030405060");
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-2", "X-Contact-Id", "102030405061");
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-3");

        assertThat(admin.get("/profiler?contact_id=102030405060").body())
                .contains("r-1")
                .containsPattern("\"contact\":\"[0-9a-f]{24}\"")
                .doesNotContain("r-2", "r-3", "102030405060");
    }

    @Test
    void findsRunsByRequestByOutcomeAndByTime() {
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-1");
        admin.weir.post(TUTORIAL, "X-Request-Id", "+14155550100");
        admin.weir.post(
                "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"expected_schema\":false}", "X-Request-Id", "r-3");

        assertThat(admin.get("/profiler?request_id=r-1").body()).contains("r-1").doesNotContain("r-3", "hashed-");
        assertThat(admin.get("/profiler?request_id=%2B14155550100").body())
                .contains("\"request_id\":\"hashed-")
                .doesNotContain("r-1", "r-3", "4155550100");
        assertThat(admin.get("/profiler?outcome=answer_broke_contract").body())
                .contains("r-3")
                .doesNotContain("r-1");
        assertThat(admin.get("/profiler?outcome=answered&limit=1").body())
                .contains("hashed-")
                .doesNotContain("r-1");
        assertThat(admin.get("/profiler?since=2026-01-31T10:00:00Z").body()).contains("r-1");
        assertThat(admin.get("/profiler?since=2999-01-31T10:00:00Z").body()).isEqualTo("{\"execution_history\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contactid=102030405060", "since=102030405060", "limit=102030405060", "since", "limit"})
    void refusesWhatItDoesNotUnderstandWithoutRepeatingIt(String parameters) {
        assertThat(admin.get("/profiler?" + parameters))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("102030405060"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "ten", "1.5"})
    void refusesAnInvalidLimit(String limit) {
        assertThat(admin.get("/profiler?limit=" + limit))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("limit is a whole number from 1 to 1000"));
    }
}
