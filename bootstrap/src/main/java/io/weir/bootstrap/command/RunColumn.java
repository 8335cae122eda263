package io.weir.bootstrap.command;

import io.weir.domain.history.Execution;
import io.weir.domain.history.Execution.SalesforceError;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.Phase;
import jakarta.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column of exported runs. The names are those of {@code /profiler}.
 *
 * @param value the value for a run: a text, or a number or truth value, which JSON writes without quotes; an empty text
 *     if the run has none
 */
record RunColumn(String name, Function<StoredExecution, Object> value) {
    /** All columns, in order. Each kind of phase has the total time of a run's phases of that kind. */
    static final List<RunColumn> ALL = Stream.concat(
                    Stream.of(
                            new RunColumn("timestamp", run -> run.execution().startedAt()),
                            new RunColumn("instance", StoredExecution::instance),
                            of("request_id", Execution::requestId),
                            of("action", Execution::action),
                            of("caller", Execution::caller),
                            of("served", run -> run.served().label()),
                            of("outcome", Execution::outcome),
                            of("business_outcome", Execution::businessOutcome),
                            of("duration_ms", run -> millis(run.duration())),
                            of("record_count", Execution::rows),
                            of("truncated", Execution::truncated),
                            of("api_calls", Execution::apiCalls),
                            of("attempts", Execution::attempts),
                            of("api_usage_used", run -> usage(run, ApiUsage::used)),
                            of("api_usage_limit", run -> usage(run, ApiUsage::limit)),
                            of("contact", run -> run.contact().hex()),
                            of("salesforce_code", run -> salesforceError(run, SalesforceError::code)),
                            of("salesforce_message", run -> salesforceError(run, SalesforceError::message)),
                            of("shape", Execution::shapeId),
                            of("soql", Execution::soqlShape)),
                    Stream.of(Phase.Kind.values()).map(RunColumn::of))
            .toList();

    private static RunColumn of(String name, Function<Execution, Object> value) {
        return new RunColumn(name, run -> value.apply(run.execution()));
    }

    private static RunColumn of(Phase.Kind kind) {
        return of(
                kind.label() + "_ms",
                run -> run.phases().stream()
                        .filter(phase -> phase.kind() == kind)
                        .map(Phase::duration)
                        .reduce(Duration::plus)
                        .<Object>map(RunColumn::millis)
                        .orElse(""));
    }

    /** The run as one JSON object on one line; empty values are omitted. */
    static String json(StoredExecution run) {
        return ALL.stream()
                .map(column -> Map.entry(column.name, column.value.apply(run)))
                .filter(member -> !member.getValue().equals(""))
                .map(member -> "\"%s\":%s".formatted(member.getKey(), json(member.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(Object value) {
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : Json.createValue(value.toString()).toString();
    }

    /** The names of the columns as a line of CSV (RFC 4180). */
    static String csvHeader() {
        return ALL.stream().map(RunColumn::name).collect(Collectors.joining(","));
    }

    /** The run as a line of CSV. */
    static String csv(StoredExecution run) {
        return ALL.stream()
                .map(column -> csv(column.value.apply(run).toString()))
                .collect(Collectors.joining(","));
    }

    /** A spreadsheet would run a text that begins like a formula. */
    private static String csv(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1_000, 3);
    }

    private static Object usage(Execution run, Function<ApiUsage, Object> number) {
        return run.usage().map(number).orElse("");
    }

    private static String salesforceError(Execution run, Function<SalesforceError, String> part) {
        return run.salesforceError().map(part).orElse("");
    }
}
