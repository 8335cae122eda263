package io.weir.adapter.in.http;

import io.weir.domain.action.Input;
import jakarta.json.JsonObject;

/** Where comparisons have their values from. */
@FunctionalInterface
interface LeafValues {
    /** Each has the value that stands in it. */
    LeafValues AS_SENT = (leaf, _) -> InputJson.of(leaf.get("val"));

    /** The value of {@code leaf}, which stands at {@code location}. */
    Input of(JsonObject leaf, String location);
}
