package io.weir.bootstrap.command;

import io.weir.adapter.in.http.admin.ProfilerJson;
import io.weir.domain.history.StoredExecution;
import io.weir.domain.limit.Phase;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs as lines of CSV (RFC 4180), with the names and values of {@code /profiler}. Members of {@code limits} are
 * columns too, and each kind of phase has the total time of a run's phases of that kind.
 */
final class RunCsv {
    private static final List<Column> COLUMNS = Stream.concat(
                    Stream.of(
                                    "timestamp",
                                    "instance",
                                    "request_id",
                                    "action",
                                    "version",
                                    "caller",
                                    "served",
                                    "outcome",
                                    "business_outcome",
                                    "duration_ms",
                                    "record_count",
                                    "truncated",
                                    "api_calls",
                                    "attempts",
                                    "api_usage_current",
                                    "api_usage_limit",
                                    "contact",
                                    "salesforce_code",
                                    "salesforce_message",
                                    "shape",
                                    "soql")
                            .map(RunCsv::member),
                    Stream.of(Phase.Kind.values()).map(RunCsv::phase))
            .toList();

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final Pattern LIKE_A_FORMULA = Pattern.compile("^[=+@\\t\\r-]");
    private static final Pattern SPECIAL = Pattern.compile("[\",\\r\\n]");

    private record Column(String name, Function<JsonObject, String> value) {}

    private RunCsv() {}

    private static Column member(String name) {
        return new Column(
                name,
                run -> text(run.getOrDefault(name, run.getJsonObject("limits").getOrDefault(name, JsonValue.NULL))));
    }

    private static Column phase(Phase.Kind kind) {
        return new Column(
                kind.label() + "_ms",
                run -> run.getJsonArray("phases").getValuesAs(JsonObject.class).stream()
                        .filter(phase -> phase.getString("phase").equals(kind.label()))
                        .map(phase -> phase.getJsonNumber("duration_ms").bigDecimalValue())
                        .reduce(BigDecimal::add)
                        .map(BigDecimal::toPlainString)
                        .orElse(""));
    }

    /** The names of the columns. */
    static String header() {
        return COLUMNS.stream().map(Column::name).collect(Collectors.joining(","));
    }

    /** The run as a line. */
    static String line(StoredExecution run) {
        try (var reader = READERS.createReader(new StringReader(ProfilerJson.line(run)))) {
            var json = reader.readObject();
            return COLUMNS.stream()
                    .map(column -> quoted(column.value.apply(json)))
                    .collect(Collectors.joining(","));
        }
    }

    private static String text(JsonValue value) {
        return switch (value) {
            case JsonString string -> string.getString();
            case JsonNumber number -> number.bigDecimalValue().toPlainString();
            default -> value.equals(JsonValue.NULL) ? "" : value.toString();
        };
    }

    /** A spreadsheet would run a text that begins like a formula. */
    private static String quoted(String text) {
        String safe = LIKE_A_FORMULA.matcher(text).find() ? "'" + text : text;
        return SPECIAL.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
