package io.weir.adapter.in.http.admin;

import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.Complaint;
import io.weir.domain.limit.ApiUsage;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /profiler}: runs, newest first. Public for JSON binding only. */
public record ProfilerJson(List<ExecutionJson> executionHistory) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** One run. */
    @JsonbNillable
    @JsonbPropertyOrder({
        "timestamp",
        "action",
        "caller",
        "served",
        "soql",
        "durationMs",
        "recordCount",
        "truncated",
        "apiCalls",
        "attempts",
        "outcome",
        "requestId",
        "contact",
        "limits",
        "salesforceCode",
        "salesforceMessage"
    })
    public record ExecutionJson(
            String timestamp,
            String action,
            String caller,
            String served,
            String soql,
            BigDecimal durationMs,
            int recordCount,
            boolean truncated,
            int apiCalls,
            int attempts,
            String outcome,
            String requestId,
            @Nullable String contact,
            LimitsJson limits,
            String salesforceCode,
            String salesforceMessage) {
        static ExecutionJson of(Execution execution) {
            return new ExecutionJson(
                    TIMESTAMP.format(execution.startedAt()),
                    execution.action(),
                    execution.caller(),
                    execution.served().label(),
                    execution.soqlShape(),
                    BigDecimal.valueOf(execution.duration().toNanos(), 6).setScale(3, RoundingMode.HALF_UP),
                    execution.rows(),
                    execution.truncated(),
                    execution.apiCalls(),
                    execution.attempts(),
                    execution.outcome(),
                    execution.requestId(),
                    execution.contact().isNone() ? null : execution.contact().hex(),
                    LimitsJson.of(execution.usage().orElse(null)),
                    execution.complaint().map(Complaint::code).orElse(""),
                    execution.complaint().map(Complaint::message).orElse(""));
        }
    }

    /** The newest API usage known when the run ended; null if it was not known yet. */
    @JsonbNillable
    @JsonbPropertyOrder({"apiUsageCurrent", "apiUsageLimit"})
    public record LimitsJson(
            @Nullable Long apiUsageCurrent, @Nullable Long apiUsageLimit) {
        static LimitsJson of(@Nullable ApiUsage usage) {
            return usage == null ? new LimitsJson(null, null) : new LimitsJson(usage.used(), usage.limit());
        }
    }

    static ProfilerJson of(List<Execution> executions) {
        return new ProfilerJson(executions.stream().map(ExecutionJson::of).toList());
    }
}
