package io.weir.domain.query;

/** A part of a query that can be at fault. */
public enum QueryPart {
    WHOLE,
    AGGREGATES,
    CHILDREN,
    WHERE,
    HAVING,
    ORDER_BY,
    LIMIT,
    OFFSET
}
