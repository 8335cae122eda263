package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.limit.Phase;
import io.weir.domain.port.HistoryUnavailable;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The execution history that the operator sees. */
final class ProfilerTest {
    private static final String BY_EMAIL = "SELECT Id FROM Contact WHERE Email = ?";

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
                Optional.of(
                        new Execution.SalesforceError("QUERY_TIMEOUT", "Your query request was running for too long")),
                "",
                List.of(),
                ""));
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-2");

        var answer = admin.get("/profiler");

        String shape = Execution.shapeId("SELECT Id FROM Contact WHERE Phone = ?");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.body())
                .startsWith("{\"execution_history\":[{\"timestamp\":\"")
                .matches(".*\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                        + "\"action\":\"salesforce-query\",\"version\":null,\"caller\":\"tester\",\"served\":\"fresh\","
                        + "\"soql\":\"SELECT Id, Name, Phone, [^\"]* = [?]\",\"shape\":\"[0-9a-f]{16}\","
                        + "\"duration_ms\":[0-9.]+,"
                        + "\"record_count\":2,\"truncated\":false,\"api_calls\":0,\"attempts\":0,"
                        + "\"outcome\":\"answered\",\"business_outcome\":\"\",\"request_id\":\"r-2\","
                        + "\"contact\":null,"
                        + "\"limits\":\\{\"api_usage_current\":25,\"api_usage_limit\":5000},"
                        + "\"salesforce_code\":\"\",\"salesforce_message\":\"\","
                        + "\"instance\":\"test\"}.*")
                .endsWith(",{\"timestamp\":\"2026-01-31T10:00:00.000Z\","
                              + "\"action\":\"salesforce-query\",\"version\":null,\"caller\":\"default\",\"served\":\"fresh\",\"soql\":\"SELECT"
                              + " Id FROM Contact WHERE Phone = ?\",\"shape\":\"" + shape
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
    @CsvSource({
        "action=caller-lookup, action",
        "caller=ivr, caller",
        "shape=%s, shape",
        "outcome=deadline_exceeded, outcome",
        "business_outcome=not_found, business",
        "action=caller-lookup&caller=tester&business_outcome=found, action",
        "served=cached, served",
        "slower_than=500ms, slow",
        "slower_than=PT0.5S, slow",
        "since=2026-01-31T10:00:08Z, last",
        "until=2026-01-31T10:00:01Z, first"
    })
    void findsRunsByEachParameter(String parameter, String found) {
        for (var run : List.of(
                SampleRun.of("first", 0),
                SampleRun.of("action", 1).action("caller-lookup", "found"),
                SampleRun.of("caller", 2).caller("ivr"),
                SampleRun.of("shape", 3).shape(BY_EMAIL),
                SampleRun.of("outcome", 4).failed("deadline_exceeded"),
                SampleRun.of("business", 5).action("open-cases", "not_found"),
                SampleRun.of("served", 6).served(Execution.Served.CACHED),
                SampleRun.of("slow", 7).took(500),
                SampleRun.of("last", 8))) {
            admin.weir.history.record(run.made());
        }

        assertThat(admin.get("/profiler?" + parameter.formatted(Execution.shapeId(BY_EMAIL))))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .containsOnlyOnce("\"request_id\"")
                        .contains("\"request_id\":\"" + found + "\""));
    }

    @Test
    void selectsRunsOfOneInstance() {
        admin.weir.history.record(SampleRun.of("r-1", 0).made());

        assertThat(admin.get("/profiler?instance=test").body()).contains("r-1");
        assertThat(admin.get("/profiler?instance=other").body()).isEqualTo("{\"execution_history\":[]}");
    }

    @Test
    void showsThePhasesOfTheRunsOfOneRequest() {
        admin.weir.history.record(SampleRun.of("r-1", 0)
                .phases(
                        new Phase(Phase.Kind.PERMIT, Duration.ZERO, Duration.ofNanos(12_345)),
                        new Phase(Phase.Kind.ATTEMPT, Duration.ofMillis(1), Duration.ofMillis(9), "503"),
                        new Phase(Phase.Kind.ATTEMPT, Duration.ofMillis(10), Duration.ofMillis(2)))
                .made());
        admin.weir.history.record(SampleRun.of("r-1", 1).made());
        admin.weir.history.record(SampleRun.of("r-2", 2).made());

        var answer = admin.get("/profiler/r-1");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"execution_history\":[{\"timestamp\":\"2026-01-31T10:00:01.000Z\"")
                .contains("\"instance\":\"test\",\"phases\":[]},{\"timestamp\":\"2026-01-31T10:00:00.000Z\"")
                .endsWith("\"phases\":[{\"phase\":\"permit\",\"start_ms\":0.000,\"duration_ms\":0.012},"
                        + "{\"phase\":\"attempt\",\"start_ms\":1.000,\"duration_ms\":9.000,\"result\":\"503\"},"
                        + "{\"phase\":\"attempt\",\"start_ms\":10.000,\"duration_ms\":2.000}]}]}")
                .doesNotContain("r-2");
        assertThat(admin.get("/profiler?request_id=r-1").body()).isEqualTo(answer.body());
        assertThat(admin.get("/profiler").body()).doesNotContain("phases");
    }

    @Test
    void aRequestIdThatWeirHashedFindsItsRuns() {
        admin.weir.post(TUTORIAL, "X-Request-Id", "4155550100");

        assertThat(admin.get("/profiler/4155550100"))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"request_id\":\"hashed-")
                        .doesNotContain("4155550100"));
    }

    @Test
    void knowsNoRunOfAnUnknownRequest() {
        assertThat(admin.get("/profiler/r-4155550100"))
                .returns(404, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"code\":\"unknown_path\"", "the history has no run of this request")
                        .doesNotContain("4155550100"));
    }

    @Test
    void deletesTheRunsOfAContact() {
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-1", "X-Contact-Id", "102030405060");
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-2", "X-Contact-Id", "102030405061");
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-3", "X-Contact-Id", "102030405060");

        assertThat(admin.send("DELETE", "/profiler?contact_id=102030405060", ""))
                .returns(200, HttpResponse::statusCode)
                .returns("{\"deleted\":2}", HttpResponse::body);
        assertThat(admin.get("/profiler").body()).contains("r-2").doesNotContain("r-1", "r-3");
        assertThat(admin.send("DELETE", "/profiler?contact_id=102030405060", "").body())
                .isEqualTo("{\"deleted\":0}");
    }

    @Test
    void deletesNothingWithoutAContact() {
        admin.weir.post(TUTORIAL, "X-Request-Id", "r-1", "X-Contact-Id", "102030405060");

        for (var path : List.of("/profiler", "/profiler?contact_id=%20", "/profiler?request_id=r-1")) {
            assertThat(admin.send("DELETE", path, "").statusCode()).isEqualTo(400);
        }
        assertThat(admin.get("/profiler").body()).contains("r-1");
    }

    @Test
    void reportsThatTheStoreCannotDelete() {
        admin.beforePort = () -> {
            throw new HistoryUnavailable("another Weir uses '/weir/data'");
        };

        assertThat(admin.send("DELETE", "/profiler?contact_id=102030405060", ""))
                .returns(503, HttpResponse::statusCode)
                .returns("10", answer -> header(answer, "Retry-After"))
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"code\":\"history_unavailable\"", "\"retryable\":\"true\"")
                        .contains("another Weir uses '/weir/data'; runs may be left in the store")
                        .doesNotContain("102030405060"));
    }

    @Test
    void namesTheWeirThatCanDelete() {
        admin.beforePort = () -> {
            throw new HistoryUnavailable("not shown", "instance weir-1, process 7");
        };

        assertThat(admin.send("DELETE", "/profiler?contact_id=102030405060", "").body())
                .contains("delete them there (instance weir-1, process 7)")
                .doesNotContain("not shown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "action=quill-102030405060 | action in the URL is unknown; name one of caller-lookup, salesforce-query",
                "caller=quill-102030405060 | caller in the URL is unknown; name one of ivr, tester",
                "outcome=found | what a data action answered is its business outcome",
                "business_outcome=102030405060 | business_outcome in the URL is unknown; name one of found, not_found,"
                        + " multiple, no_caller_id, denied, invalid_input, created, updated, replayed, pending,"
                        + " duplicate, rejected, error",
                "served=102030405060 | served in the URL is unknown; name one of fresh, shared, cached",
                "shape=102030405060 | shape in the URL is not the id of a shape; copy it from a run",
                "shape=0123456789ABCDEF | shape in the URL is not the id of a shape",
                "slower_than=102030405060 | slower_than in the URL is not a duration; write one such as 500ms, 2s or"
                        + " PT2S",
                "slower_than=-PT2S | slower_than in the URL is not a duration",
                "until=102030405060 | until in the URL is not a time; write an instant such as 2026-01-31T10:00:00Z,"
                        + " or how long",
                "since=1h&until=2h | since in the URL is not before until",
                "cursor=102030405060 | cursor in the URL is not a cursor; copy next_cursor of an earlier"
            })
    void listsWhatIsKnownForAnUnknownValue(String parameters, String detail) {
        admin.weir.history.record(SampleRun.of("r-1", 0).caller("ivr").made());

        assertThat(admin.get("/profiler?" + parameters))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains(detail).doesNotContain("102030405060"));
    }

    @Test
    void aNameThatIsConfiguredOrRecordedIsKnown() {
        admin.weir.history.record(SampleRun.of("r-1", 0)
                .at(Instant.now())
                .action("former-action", "")
                .made());

        for (var known : List.of("action=caller-lookup", "action=salesforce-query", "caller=tester")) {
            assertThat(admin.get("/profiler?until=2026-01-31T10:00:00Z&" + known)
                            .body())
                    .isEqualTo("{\"execution_history\":[]}");
        }
        assertThat(admin.get("/profiler?until=2026-01-31T10:00:00Z&action=former-action")
                        .body())
                .isEqualTo("{\"execution_history\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contactid=102030405060", "since=102030405060", "limit=102030405060", "since", "limit"})
    void refusesWhatItDoesNotUnderstandWithoutRepeatingIt(String parameters) {
        assertThat(admin.get("/profiler?" + parameters))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("102030405060"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "ten", "1.5", "%2B5", "%D9%A5", "5000000000"})
    void refusesAnInvalidLimit(String limit) {
        assertThat(admin.get("/profiler?limit=" + limit))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("limit in the URL is not a whole number from 1 to 1000; write one"));
    }
}
