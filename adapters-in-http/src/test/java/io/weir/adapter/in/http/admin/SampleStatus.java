package io.weir.adapter.in.http.admin;

import io.weir.adapter.in.http.webhook.RequestCounts;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.UsageForecast.Forecast;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** States of a Weir. */
final class SampleStatus {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    /** A Weir that has done nothing, and of which nothing is wrong. */
    static final StatusJson IDLE = status(
            List.of(),
            new RequestCounts(0, Map.of(), Map.of()),
            StatusJson.ApiJson.of(null, null, 0, "available", null, Forecast.NONE, null));

    /** A Weir whose org has just spent its allocation, and whose configuration cannot be used. */
    static final StatusJson TROUBLED = status(
            List.of(
                    new StatusProblem(
                            ProblemKind.CONFIG_STALE,
                            START.plusSeconds(1),
                            "the configuration cannot be used:\n  weir.port: wrong\n  weir.host: wrong"),
                    new StatusProblem(ProblemKind.QUOTA_EXHAUSTED, START.plusSeconds(2), "all requests are used up")),
            new RequestCounts(3, Map.of("answered", 1_234L, "invalid_request", 5L), Map.of()),
            StatusJson.ApiJson.of(
                    new ApiUsage(14_990, 15_000),
                    START.plusSeconds(3),
                    100,
                    "spent",
                    START.plusSeconds(62),
                    new Forecast(Optional.of(1_200.04), Optional.empty(), Optional.of(START.plusSeconds(33))),
                    new StatusJson.FleetJson(true, 3, 120, 40)));

    private SampleStatus() {}

    private static StatusJson status(List<StatusProblem> problems, RequestCounts counts, StatusJson.ApiJson api) {
        return new StatusJson(
                "0.1.0",
                "weir-1",
                START.plusMillis(4_500),
                START,
                true,
                false,
                StatusJson.ProblemJson.of(problems),
                StatusJson.RequestsJson.of(counts),
                new StatusJson.SalesforceJson("closed", 2, 25, 0, 100),
                api,
                new StatusJson.StoreJson("sqlite", true, 123_456, 1_000, 1_500, 0, 0),
                new StatusJson.LossesJson(0, 0, 0),
                new StatusJson.ActionsJson(7, 0, false),
                new StatusJson.ConfigJson(false, 1));
    }
}
