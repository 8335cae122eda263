package io.weir.domain.filter;

/** SOQL's aggregate functions over one field. */
public enum AggregateFunction {
    COUNT,
    COUNT_DISTINCT,
    SUM,
    AVG,
    MIN,
    MAX
}
