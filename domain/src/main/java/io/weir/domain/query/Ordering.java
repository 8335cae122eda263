package io.weir.domain.query;

import io.weir.domain.filter.Operand;

/** One key of {@code ORDER BY}. */
public record Ordering(Operand operand, Direction direction, Nulls nulls) {
    public enum Direction {
        ASC,
        DESC
    }

    /** Where rows without a value go; Salesforce puts them first unless told otherwise, in both directions. */
    public enum Nulls {
        FIRST,
        LAST
    }
}
