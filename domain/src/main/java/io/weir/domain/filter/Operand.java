package io.weir.domain.filter;

import io.weir.domain.schema.FieldPath;

/** The left side of a comparison, or a key of an order. */
public sealed interface Operand {
    record Field(FieldPath path) implements Operand {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** One value for each group of rows, as in {@code COUNT(Id)}. */
    record Aggregate(AggregateFunction function, FieldPath path) implements Operand {
        @Override
        public String toString() {
            return function + "(" + path + ")";
        }
    }
}
