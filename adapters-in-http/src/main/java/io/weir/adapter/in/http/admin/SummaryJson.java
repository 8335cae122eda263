package io.weir.adapter.in.http.admin;

import io.weir.domain.action.ActionAnswer.Verdict;
import io.weir.domain.history.Execution;
import io.weir.domain.history.GroupSummary;
import io.weir.domain.history.HistorySummary;
import io.weir.domain.history.SummaryQuery.By;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /profiler/summary}. Public for JSON binding only. */
@JsonbPropertyOrder({"by", "since", "until", "groups"})
public record SummaryJson(String by, String since, String until, List<GroupJson> groups) {
    /** The statistics of one group; {@code soql} is empty unless the groups are shapes. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "key",
        "soql",
        "count",
        "shareOfTime",
        "totalMs",
        "meanMs",
        "p50Ms",
        "p95Ms",
        "p99Ms",
        "maxMs",
        "apiCalls",
        "rows",
        "failures",
        "businessOutcomes",
        "matchRate",
        "trend"
    })
    public record GroupJson(
            String key,
            String soql,
            long count,
            BigDecimal shareOfTime,
            BigDecimal totalMs,
            BigDecimal meanMs,
            @JsonbProperty("p50_ms") BigDecimal p50Ms,
            @JsonbProperty("p95_ms") BigDecimal p95Ms,
            @JsonbProperty("p99_ms") BigDecimal p99Ms,
            BigDecimal maxMs,
            long apiCalls,
            long rows,
            long failures,
            Map<String, Long> businessOutcomes,
            @Nullable BigDecimal matchRate,
            TrendJson trend) {
        static GroupJson of(GroupSummary group) {
            var percentiles = group.percentiles();
            return new GroupJson(
                    group.key(),
                    group.soqlShape(),
                    group.count(),
                    fraction(group.shareOfTime()),
                    millis(group.time()),
                    millis(group.time().dividedBy(group.count())),
                    millis(percentiles.p50()),
                    millis(percentiles.p95()),
                    millis(percentiles.p99()),
                    millis(group.max()),
                    group.apiCalls(),
                    group.rows(),
                    group.failures(),
                    new TreeMap<>(group.businessOutcomes()),
                    matchRate(group.businessOutcomes()),
                    TrendJson.of(group));
        }

        /**
         * The share of answers with one or several matches; null without answers of data actions. An answer that says
         * what became of a write says nothing about matches.
         */
        private static @Nullable BigDecimal matchRate(Map<String, Long> outcomes) {
            long all = outcomes.values().stream().mapToLong(Long::longValue).sum()
                    - outcomes.getOrDefault(Execution.ERROR, 0L)
                    - Stream.of(Verdict.values())
                            .filter(Verdict::isOfWrites)
                            .mapToLong(verdict -> outcomes.getOrDefault(verdict.label(), 0L))
                            .sum();
            long matches = outcomes.getOrDefault(Verdict.FOUND.label(), 0L)
                    + outcomes.getOrDefault(Verdict.MULTIPLE.label(), 0L);
            return all == 0 ? null : fraction((double) matches / all);
        }
    }

    /** The change against the equally long period before; null where that has no run. */
    @JsonbNillable
    @JsonbPropertyOrder({"countBefore", "p95MsBefore", "countChangePercent", "p95ChangePercent"})
    public record TrendJson(
            long countBefore,

            @JsonbNillable @JsonbProperty("p95_ms_before") @Nullable
            BigDecimal p95MsBefore,

            @Nullable BigDecimal countChangePercent,

            @JsonbNillable @JsonbProperty("p95_change_percent") @Nullable
            BigDecimal p95ChangePercent) {
        static TrendJson of(GroupSummary group) {
            var before = group.before();
            return new TrendJson(
                    before.count(),
                    before.count() == 0 ? null : millis(before.p95()),
                    change(before.count(), group.count()),
                    change(before.p95().toNanos(), group.percentiles().p95().toNanos()));
        }

        private static @Nullable BigDecimal change(long before, long now) {
            return before == 0
                    ? null
                    : BigDecimal.valueOf(100.0 * (now - before) / before).setScale(1, RoundingMode.HALF_UP);
        }
    }

    static SummaryJson of(By by, HistorySummary summary) {
        return new SummaryJson(
                RunParameters.label(by),
                summary.since().toString(),
                summary.until().toString(),
                summary.groups().stream().map(GroupJson::of).toList());
    }

    private static BigDecimal fraction(double fraction) {
        return BigDecimal.valueOf(fraction).setScale(4, RoundingMode.HALF_UP);
    }

    private static BigDecimal millis(Duration duration) {
        return ProfilerJson.millis(duration);
    }
}
