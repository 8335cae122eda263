package io.weir.adapter.in.http.query;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ad-hoc query as callers send it, in the shape of {@link QueryShape}. {@code expected_schema} is missing: it goes to its
 * reader as the text it is.
 *
 * <p>Public for JSON binding only.
 */
public record QueryJson(
        @JsonbProperty("object_name") String objectName,
        @JsonbProperty("fields") @Nullable List<String> fields,
        @JsonbProperty("relationships") @Nullable JsonObject relationships,
        @JsonbProperty("aggregates") @Nullable List<JsonValue> aggregates,
        @JsonbProperty("children") @Nullable JsonObject children,
        @JsonbProperty("filters") @Nullable JsonObject filters,
        @JsonbProperty("where") @Nullable JsonObject where,
        @JsonbProperty("group_by") @Nullable List<String> groupBy,
        @JsonbProperty("having") @Nullable JsonObject having,
        @JsonbProperty("order_by") @Nullable List<JsonValue> orderBy,
        @JsonbProperty("limit") @Nullable JsonValue limit,
        @JsonbProperty("offset") @Nullable JsonValue offset) {}
