package io.weir.domain.query;

import io.weir.domain.filter.Operand;
import io.weir.domain.schema.FieldPath;

/** One entry of a select list. */
public sealed interface SelectItem {
    record Field(FieldPath path) implements SelectItem {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    record Aggregated(Operand.Aggregate aggregate, Alias alias) implements SelectItem {
        @Override
        public String toString() {
            return aggregate + " " + alias;
        }
    }

    /** {@code COUNT()}, the only item of its query: the answer has no rows, only their number. */
    record RowCount() implements SelectItem {}

    record Children(ChildQuery query) implements SelectItem {}
}
