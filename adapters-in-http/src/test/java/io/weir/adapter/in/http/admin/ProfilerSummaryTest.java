package io.weir.adapter.in.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.history.Execution;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statistics that the operator sees. */
final class ProfilerSummaryTest {
    private static final String BY_EMAIL = "SELECT Id FROM Contact WHERE Email = ?";
    private static final String MINUTE = "since=2026-01-31T10:00:00Z&until=2026-01-31T10:01:00Z";

    private final RunningAdmin admin = new RunningAdmin();

    @BeforeEach
    void record() {
        record(SampleRun.of("r-0", -60).action("caller-lookup", "found").took(40));
        record(SampleRun.of("r-1", 0).action("caller-lookup", "found").took(10));
        record(SampleRun.of("r-2", 1).action("caller-lookup", "multiple").took(20));
        record(SampleRun.of("r-3", 2).action("caller-lookup", "not_found").took(30));
        record(SampleRun.of("r-4", 3)
                .failed("deadline_exceeded")
                .action("caller-lookup", "error")
                .took(60));
        record(SampleRun.of("r-5", 4).caller("ivr").shape(BY_EMAIL).took(40));
    }

    private void record(SampleRun run) {
        admin.weir.history.record(run.made());
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void theMatchRateLeavesOutWhatBecameOfWrites() {
        record(SampleRun.of("w-0", 5).action("log-call", "created"));
        for (String outcome : List.of("updated", "replayed", "pending", "duplicate", "rejected")) {
            record(SampleRun.of("w-" + outcome, 6).action("log-call", outcome));
        }
        record(SampleRun.of("w-1", 7).action("log-or-find", "created"));
        record(SampleRun.of("w-2", 8).action("log-or-find", "found"));
        record(SampleRun.of("w-3", 9).action("log-or-find", "not_found"));

        assertThat(admin.get("/profiler/summary?" + MINUTE + "&action=log-call").body())
                .contains("\"match_rate\":null");
        assertThat(admin.get("/profiler/summary?" + MINUTE + "&action=log-or-find")
                        .body())
                .contains("\"match_rate\":0.5000");
    }

    @Test
    void sumsUpTheRunsOfEachActionAndComparesThemWithThePeriodBefore() {
        assertThat(admin.get("/profiler/summary?" + MINUTE))
                .returns(200, HttpResponse::statusCode)
                .returns(
                        "{\"by\":\"action\",\"since\":\"2026-01-31T10:00:00Z\",\"until\":\"2026-01-31T10:01:00Z\","
                                + "\"groups\":[{\"key\":\"caller-lookup\",\"soql\":\"\",\"count\":4,"
                                + "\"share_of_time\":0.7500,\"total_ms\":120.000,\"mean_ms\":30.000,"
                                + "\"p50_ms\":20.000,\"p95_ms\":60.000,\"p99_ms\":60.000,\"max_ms\":60.000,"
                                + "\"api_calls\":8,\"rows\":12,\"failures\":1,"
                                + "\"business_outcomes\":{\"error\":1,\"found\":1,\"multiple\":1,\"not_found\":1},"
                                + "\"match_rate\":0.6667,\"trend\":{\"count_before\":1,\"p95_ms_before\":40.000,"
                                + "\"count_change_percent\":300.0,\"p95_change_percent\":50.0}},"
                                + "{\"key\":\"salesforce-query\",\"soql\":\"\",\"count\":1,\"share_of_time\":0.2500,"
                                + "\"total_ms\":40.000,\"mean_ms\":40.000,\"p50_ms\":40.000,\"p95_ms\":40.000,"
                                + "\"p99_ms\":40.000,\"max_ms\":40.000,\"api_calls\":2,\"rows\":3,\"failures\":0,"
                                + "\"business_outcomes\":{},\"match_rate\":null,\"trend\":{\"count_before\":0,"
                                + "\"p95_ms_before\":null,\"count_change_percent\":null,"
                                + "\"p95_change_percent\":null}}]}",
                        HttpResponse::body);
    }

    @ParameterizedTest
    @CsvSource({
        "by=caller, tester, ivr",
        "by=outcome, answered, deadline_exceeded",
        "by=action&order=mean, salesforce-query, caller-lookup",
        "by=action&order=rows, caller-lookup, salesforce-query"
    })
    void groupsAndOrdersAsAskedFor(String parameters, String first, String second) {
        assertThat(admin.get("/profiler/summary?%s&%s".formatted(MINUTE, parameters))
                        .body())
                .containsSubsequence("\"key\":\"" + first, "\"key\":\"" + second);
        assertThat(admin.get("/profiler/summary?limit=1&%s&%s".formatted(MINUTE, parameters))
                        .body())
                .contains("\"key\":\"" + first)
                .doesNotContain("\"key\":\"" + second);
    }

    @Test
    void aGroupOfAShapeHasItsSoql() {
        String shape = Execution.shapeId(BY_EMAIL);

        assertThat(admin.get("/profiler/summary?by=shape&%s&shape=%s".formatted(MINUTE, shape))
                        .body())
                .contains("\"groups\":[{\"key\":\"" + shape + "\",\"soql\":\"" + BY_EMAIL + "\",\"count\":1,")
                .doesNotContain("Phone");
    }

    @ParameterizedTest
    @CsvSource({
        "action=salesforce-query, 1",
        "caller=tester, 4",
        "outcome=deadline_exceeded, 1",
        "business_outcome=not_found, 1",
        "instance=test, 4"
    })
    void countsTheSelectedRuns(String parameter, long count) {
        assertThat(admin.get("/profiler/summary?by=action&limit=1&%s&%s".formatted(MINUTE, parameter))
                        .body())
                .contains("\"count\":" + count + ",");
    }

    @Test
    void isOfTheLastHourUnlessAskedOtherwise() {
        record(SampleRun.of("r-6", 0).at(Instant.now()).caller("now"));
        record(SampleRun.of("r-7", 0)
                .at(Instant.now().minus(Duration.ofHours(2)))
                .caller("earlier"));

        assertThat(admin.get("/profiler/summary?by=caller").body())
                .contains("now")
                .doesNotContain("earlier", "ivr");
        assertThat(admin.get("/profiler/summary?by=caller&since=3h").body()).contains("now", "earlier");
        assertThat(admin.get("/profiler/summary?by=caller&since=PT3H&until=1h").body())
                .contains("earlier")
                .doesNotContain("now");
    }

    @Test
    void mayBeOfFourHundredDays() {
        assertThat(admin.get("/profiler/summary?since=400d").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "by=phone4155550188 | by in the URL is unknown; name one of action, shape, caller, outcome",
                "order=4155550188 | order in the URL is unknown; name one of time, count, mean, max, failures,"
                        + " api_calls, rows",
                "since=2026-01-31T10:00:00Z&until=2026-01-31T10:00:00Z | since in the URL is not before until, which"
                        + " is now if it is absent",
                "since=2999-01-31T10:00:00Z | since in the URL is not before until, which is now if it is absent",
                "since=401d | since in the URL is more than 400 days before until",
                "until=-999999999-01-31T10:00:00Z | until in the URL is not a time",
                "since=PT9999999999999H | since in the URL is not a time",
                "since=-1h | since in the URL is not a time",
                "since=4155550188 | since in the URL is not a time; write an instant such as 2026-01-31T10:00:00Z",
                "limit=0 | limit in the URL is not a whole number from 1 to 1000; write one",
                "cursor=4155550188 | unknown parameter 'cursor'",
                "action=quill-4155550188 | action in the URL is unknown; name one of caller-lookup, salesforce-query",
                "caller=quill-4155550188 | caller in the URL is unknown; name one of ivr, tester"
            })
    void refusesWhatASummaryCannotHave(String parameters, String detail) {
        assertThat(admin.get("/profiler/summary?" + parameters))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains(detail).doesNotContain("4155550188"));
    }
}
