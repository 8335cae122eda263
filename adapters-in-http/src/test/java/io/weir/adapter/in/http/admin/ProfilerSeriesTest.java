package io.weir.adapter.in.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The course of time that the operator sees. */
final class ProfilerSeriesTest {
    private final RunningAdmin admin = new RunningAdmin();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsWhatRunsDidMinuteByMinute() {
        record(SampleRun.of("r-1", 0).took(10));
        record(SampleRun.of("r-2", 1).took(30).failed("deadline_exceeded"));
        record(SampleRun.of("r-3", 121).took(20));

        assertThat(admin.get("/profiler/series?since=2026-01-31T10:00:00Z&until=2026-01-31T10:03:00Z"))
                .returns(200, HttpResponse::statusCode)
                .returns("""
                    {"since":"2026-01-31T10:00:00.000Z","until":"2026-01-31T10:03:00.000Z","step_ms":60000,\
                    "points":[{"time":"2026-01-31T10:00:00.000Z","count":2,"failures":1,"total_ms":40.000,\
                    "p50_ms":10.000,"p95_ms":30.000,"p99_ms":30.000,"max_ms":30.000,"api_calls":4,"rows":6},\
                    {"time":"2026-01-31T10:02:00.000Z","count":1,"failures":0,"total_ms":20.000,\
                    "p50_ms":20.000,"p95_ms":20.000,"p99_ms":20.000,"max_ms":20.000,"api_calls":2,"rows":3}]}\
                    """, HttpResponse::body);
    }

    @Test
    void isOfTheLastHourUnlessAskedOtherwise() {
        record(SampleRun.of("r-1", 0).at(Instant.now()).caller("ivr"));

        assertThat(admin.get("/profiler/series").body()).contains("\"step_ms\":60000", "\"count\":1");
        assertThat(admin.get("/profiler/series?caller=ivr&since=7d").body())
                .contains("\"step_ms\":3600000", "\"count\":1");
        assertThat(admin.get("/profiler/series?caller=tester&since=400d").body())
                .contains("\"step_ms\":86400000", "\"points\":[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "since=2999-01-31T10:00:00Z | is not before until",
                "until=0001-01-01T00:00:00Z | until in the URL is not a time",
                "since=1899-12-31T00:00:00Z | since in the URL is not a time",
                "since=401d | is more than 400 days before until",
                "by=4155550188 | unknown parameter 'by'",
                "shape=4155550188 | is not the id of a shape",
                "outcome=4155550188 | name one of answered",
                "caller=quill-4155550188 | tester"
            })
    void refusesWhatASeriesCannotHave(String parameters, String detail) {
        assertThat(admin.get("/profiler/series?" + parameters))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains(detail).doesNotContain("4155550188"));
    }

    private void record(SampleRun run) {
        admin.weir.history.record(run.made());
    }
}
