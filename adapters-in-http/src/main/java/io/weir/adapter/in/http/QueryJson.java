package io.weir.adapter.in.http;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ad-hoc query as callers send it. {@code expected_schema} is missing: it goes to its reader as the text it is.
 *
 * <p>Public for JSON binding only.
 */
// JSON-B keeps the order that a caller chose only in a map that is declared to
@SuppressWarnings("NonApiType")
public record QueryJson(
        @JsonbProperty("object_name") String objectName,
        @JsonbProperty("fields") List<String> fields,
        @JsonbProperty("filters") @Nullable LinkedHashMap<String, FilterJson> filters,
        @JsonbProperty("relationships") @Nullable LinkedHashMap<String, List<String>> relationships,
        @JsonbProperty("order_by") @Nullable List<JsonValue> orderBy,
        @JsonbProperty("limit") @Nullable JsonValue limit) {
    static final String EXPECTED_SCHEMA = "expected_schema";

    /** One filter; {@code val} is Java's null both for an explicit null and for none. */
    public record FilterJson(
            @JsonbProperty("op") String op,
            @JsonbProperty("val") @Nullable JsonValue val,
            @JsonbProperty("type") @Nullable String type) {}

    private static final JsonShape NAME = new JsonShape.Text(512);
    private static final JsonShape SCALAR = new JsonShape.Scalar(32_000);

    private static final JsonShape FILTER = new JsonShape.Members(
            Map.of(
                    "op",
                    new JsonShape.Text(40),
                    "val",
                    JsonShape.Either.of(SCALAR, new JsonShape.ListOf(SCALAR, 2_000)),
                    "type",
                    new JsonShape.Text(40)),
            List.of("op"));

    private static final JsonShape ORDERING = JsonShape.Either.of(
            NAME,
            new JsonShape.Members(
                    Map.of("field", NAME, "direction", new JsonShape.Text(40), "nulls", new JsonShape.Text(40)),
                    List.of("field")));

    static final JsonShape SHAPE = new JsonShape.Members(
            Map.of(
                    "object_name",
                    NAME,
                    "fields",
                    new JsonShape.ListOf(NAME, 1_000),
                    "filters",
                    new JsonShape.MapOf(FILTER, 200),
                    "relationships",
                    new JsonShape.MapOf(new JsonShape.ListOf(NAME, 1_000), 55),
                    "order_by",
                    new JsonShape.ListOf(ORDERING, 32),
                    "limit",
                    JsonShape.Either.of(new JsonShape.Digits(), new JsonShape.Text(40)),
                    EXPECTED_SCHEMA,
                    new JsonShape.Source()),
            List.of("object_name", "fields"));
}
