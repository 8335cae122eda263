package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.domain.draft.Input;
import jakarta.json.JsonObject;

/** Where comparisons have their values from. */
@FunctionalInterface
public interface LeafValues {
    /** Each has the value that stands in it. */
    LeafValues AS_SENT = (leaf, _) -> InputJson.of(leaf.get("val"));

    /** The value of {@code leaf}, which stands at {@code location}. */
    Input of(JsonObject leaf, String location);
}
