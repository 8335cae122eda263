package io.weir.domain.query;

import io.weir.domain.filter.Operand;

/** One key of {@code ORDER BY}. */
public record Ordering(Operand operand, Direction direction, Nulls nulls) {
    public enum Direction {
        ASC,
        DESC
    }

    /** The place of rows without a value; Salesforce's default is first, in both directions. */
    public enum Nulls {
        FIRST,
        LAST
    }
}
