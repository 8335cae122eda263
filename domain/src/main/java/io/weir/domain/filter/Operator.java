package io.weir.domain.filter;

/** SOQL's comparisons of one field with one value. */
public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether the operator compares by order, which null and booleans do not have. */
    public boolean ordering() {
        return this != EQUAL && this != NOT_EQUAL;
    }
}
