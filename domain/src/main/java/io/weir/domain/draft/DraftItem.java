package io.weir.domain.draft;

import io.weir.domain.filter.Operand;
import io.weir.domain.query.Alias;
import io.weir.domain.schema.FieldPath;

/** One entry of a draft's select list, with its place in the request as a JSON pointer. */
public sealed interface DraftItem {
    record Field(String location, FieldPath path) implements DraftItem {}

    record Aggregated(String location, Operand.Aggregate aggregate, Alias alias) implements DraftItem {}

    /** {@code COUNT()}. */
    record RowCount(String location) implements DraftItem {}

    record Children(String location, ChildDraft children) implements DraftItem {}
}
