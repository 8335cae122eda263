package io.weir.adapter.in.http.query;

import io.weir.adapter.in.http.json.InputJson;
import io.weir.domain.draft.Input;
import jakarta.json.JsonObject;

/** The source of the values of comparisons. */
@FunctionalInterface
public interface LeafValues {
    /** The value in the comparison itself. */
    LeafValues AS_SENT = (leaf, _) -> InputJson.of(leaf.get("val"));

    /** The value of the comparison {@code leaf} at {@code location}. */
    Input of(JsonObject leaf, String location);
}
