package io.weir.adapter.in.http.admin;

import io.weir.domain.history.HistorySeries;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The answer of {@code /profiler/series}. Public for JSON binding only. */
@JsonbPropertyOrder({"since", "until", "stepMs", "points"})
public record SeriesJson(Instant since, Instant until, long stepMs, List<PointJson> points) {
    /** One step that has a run. */
    @JsonbPropertyOrder({"time", "count", "failures", "totalMs", "p50Ms", "p95Ms", "p99Ms", "maxMs", "apiCalls", "rows"
    })
    public record PointJson(
            Instant time,
            long count,
            long failures,
            BigDecimal totalMs,
            @JsonbProperty("p50_ms") BigDecimal p50Ms,
            @JsonbProperty("p95_ms") BigDecimal p95Ms,
            @JsonbProperty("p99_ms") BigDecimal p99Ms,
            BigDecimal maxMs,
            long apiCalls,
            long rows) {
        static PointJson of(HistorySeries.Point point) {
            var percentiles = point.percentiles();
            return new PointJson(
                    point.time(),
                    point.count(),
                    point.failures(),
                    ProfilerJson.millis(point.total()),
                    ProfilerJson.millis(percentiles.p50()),
                    ProfilerJson.millis(percentiles.p95()),
                    ProfilerJson.millis(percentiles.p99()),
                    ProfilerJson.millis(point.max()),
                    point.apiCalls(),
                    point.rows());
        }
    }

    static SeriesJson of(HistorySeries series) {
        return new SeriesJson(
                series.since(),
                series.until(),
                series.step().length().toMillis(),
                series.points().stream().map(PointJson::of).toList());
    }
}
