package io.weir.adapter.in.http.admin;

import io.weir.domain.history.Execution.SalesforceError;
import io.weir.domain.history.HistoryCursor;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Phase;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /profiler}: runs, newest first; {@code nextCursor} is absent on the last page. Public for JSON
 * binding only.
 */
@JsonbPropertyOrder({"executionHistory", "nextCursor"})
public record ProfilerJson(
        List<ExecutionJson> executionHistory, @Nullable String nextCursor) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** One run; {@code phases} are absent where several requests are shown. */
    @JsonbPropertyOrder({
        "timestamp",
        "action",
        "version",
        "caller",
        "served",
        "soql",
        "shape",
        "durationMs",
        "recordCount",
        "truncated",
        "apiCalls",
        "attempts",
        "outcome",
        "businessOutcome",
        "requestId",
        "contact",
        "limits",
        "salesforceCode",
        "salesforceMessage",
        "instance",
        "phases"
    })
    public record ExecutionJson(
            String timestamp,
            String action,
            @JsonbNillable @Nullable Integer version,
            String caller,
            String served,
            String soql,
            String shape,
            BigDecimal durationMs,
            int recordCount,
            boolean truncated,
            int apiCalls,
            int attempts,
            String outcome,
            String businessOutcome,
            String requestId,
            @JsonbNillable @Nullable String contact,
            LimitsJson limits,
            String salesforceCode,
            String salesforceMessage,
            String instance,
            @Nullable List<PhaseJson> phases) {
        private static ExecutionJson of(StoredExecution stored, @Nullable List<PhaseJson> phases) {
            var execution = stored.execution();
            return new ExecutionJson(
                    ProfilerJson.timestamp(execution.startedAt()),
                    execution.action(),
                    execution.version() == 0 ? null : Integer.valueOf(execution.version()),
                    execution.caller(),
                    execution.served().label(),
                    execution.soqlShape(),
                    execution.shapeId(),
                    millis(execution.duration()),
                    execution.rows(),
                    execution.truncated(),
                    execution.apiCalls(),
                    execution.attempts(),
                    execution.outcome(),
                    execution.businessOutcome(),
                    execution.requestId(),
                    execution.contact().isNone() ? null : execution.contact().hex(),
                    LimitsJson.of(execution.usage().orElse(null)),
                    execution.salesforceError().map(SalesforceError::code).orElse(""),
                    execution.salesforceError().map(SalesforceError::message).orElse(""),
                    stored.instance(),
                    phases);
        }
    }

    /** A part of a run's time; {@code startMs} counts from the run's begin. Only attempts have a {@code result}. */
    @JsonbPropertyOrder({"phase", "startMs", "durationMs", "result"})
    public record PhaseJson(
            String phase,
            BigDecimal startMs,
            BigDecimal durationMs,
            @Nullable String result) {
        static PhaseJson of(Phase phase) {
            return new PhaseJson(
                    phase.kind().label(),
                    millis(phase.start()),
                    millis(phase.duration()),
                    phase.result().isEmpty() ? null : phase.result());
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

    /** One run with its phases, as JSON on one line. */
    public static String line(StoredExecution run) {
        return JsonHandler.JSONB.toJson(withPhases(run));
    }

    static ProfilerJson of(HistoryPage page) {
        return of(page, run -> ExecutionJson.of(run, null));
    }

    static ProfilerJson withPhases(HistoryPage page) {
        return of(page, ProfilerJson::withPhases);
    }

    private static ExecutionJson withPhases(StoredExecution run) {
        return ExecutionJson.of(
                run, run.execution().phases().stream().map(PhaseJson::of).toList());
    }

    private static ProfilerJson of(HistoryPage page, Function<StoredExecution, ExecutionJson> json) {
        return new ProfilerJson(
                page.executions().stream().map(json).toList(),
                page.next().map(HistoryCursor::text).orElse(null));
    }

    static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }

    static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 6).setScale(3, RoundingMode.HALF_UP);
    }
}
