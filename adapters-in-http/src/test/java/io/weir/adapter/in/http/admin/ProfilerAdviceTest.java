package io.weir.adapter.in.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.advice.Finding;
import io.weir.domain.advice.PlanReview;
import io.weir.domain.advice.QueryAdvice;
import io.weir.domain.history.Execution;
import io.weir.domain.query.QueryPlan;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The advice that the operator sees. */
final class ProfilerAdviceTest {
    private static final String SHAPE = "SELECT Id FROM Contact WHERE Phone = ?";

    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsWhatToDoAboutASlowQueryAndWhy() {
        admin.queryAdvice = List.of(advice(Finding.PHONE_WITHOUT_INDEX, "TableScan", "Phone"));

        assertThat(admin.get("/profiler/advice"))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .startsWith(
                                "{\"queries\":[{\"code\":\"phone_without_index\",\"advice\":\"Let a data action search"
                                    + " for the number (strategy: search_then_recent), ask Salesforce Support for a"
                                    + " custom index on Phone of Contact, or filter on a text field that is marked as"
                                    + " External ID and holds the number in international form"
                                    + " (E.164).\",\"reason\":\"Salesforce does not index phone fields, so Salesforce"
                                    + " reads all of the about 2,000,000 Contact records.\",\"object\":\"Contact\","
                                    + "\"fields\":[\"Phone\"],\"shape\":\"" + Execution.shapeId(SHAPE)
                                        + "\",\"soql\":\""
                                        + SHAPE + "\",\"explained_at\":\"2026-01-31T10:00:00.000Z\","
                                        + "\"plan\":{\"object\":\"Contact\",\"leading_operation\":\"TableScan\","
                                        + "\"relative_cost\":2.5,\"cardinality\":1000,\"object_cardinality\":2000000,"
                                        + "\"fields\":[],\"notes\":[]}}],\"actions\":["));
    }

    @Test
    void showsAPlanThatLeavesNothingToDo() {
        admin.queryAdvice = List.of(advice(Finding.SELECTIVE, "Index"));

        assertThat(admin.get("/profiler/advice").body())
                .startsWith("{\"queries\":[{\"code\":\"selective\",\"advice\":\"\",\"reason\":\"Salesforce finds the");
    }

    @Test
    void showsWhatTheRunsOfAnActionSuggest() {
        assertThat(admin.get("/profiler/advice").body()).doesNotContain("time_limit_reached", "unused_cache");

        for (int i = 0; i < 200; i++) {
            admin.weir.history.record(SampleRun.of("r-" + i, 0)
                    .at(Instant.now())
                    .action("caller-lookup", "found")
                    .took(60_000)
                    .made());
        }

        assertThat(admin.get("/profiler/advice").body())
                .startsWith("{\"queries\":[],\"actions\":[")
                .contains("{\"code\":\"time_limit_reached\",\"advice\":\"Make the queries of caller-lookup faster")
                .contains("\"action\":\"caller-lookup\",\"steps\":[],\"fields\":[]}");
    }

    private static QueryAdvice advice(Finding finding, String leadingOperation, String... fields) {
        var plan = new QueryPlan("Contact", leadingOperation, 2.5, 1_000, 2_000_000, List.of(), List.of());
        return new QueryAdvice(
                SHAPE, Instant.parse("2026-01-31T10:00:00Z"), new PlanReview(plan, finding, List.of(fields)));
    }
}
