package io.weir.adapter.out.sandbox.statement;

/** The org rejects a query, with Salesforce's error code and message. The message may quote the query. */
public final class QueryRefusal extends RuntimeException {
    private final String errorCode;
    private final boolean placed;

    public QueryRefusal(String errorCode, String message) {
        this(errorCode, message, false);
    }

    private QueryRefusal(String errorCode, String message, boolean placed) {
        super(message);
        this.errorCode = errorCode;
        this.placed = placed;
    }

    /** This refusal with {@code place} before its message; unchanged if it has a place, or needs none. */
    QueryRefusal at(String place) {
        return placed ? this : new QueryRefusal(errorCode, place + getMessage(), true);
    }

    /** Salesforce's error code, such as {@code INVALID_FIELD}. */
    public String errorCode() {
        return errorCode;
    }

    public static QueryRefusal malformed(String message) {
        return new QueryRefusal("MALFORMED_QUERY", message);
    }

    public static QueryRefusal invalidField(String message) {
        return new QueryRefusal("INVALID_FIELD", message);
    }

    public static QueryRefusal invalidOperator(String message) {
        return new QueryRefusal("INVALID_QUERY_FILTER_OPERATOR", message);
    }

    public static QueryRefusal unknownObject(String name) {
        return new QueryRefusal(
                "INVALID_TYPE",
                "sObject type '%s' is not supported. If you are attempting to use a custom object, be sure"
                                .formatted(name)
                        + " to append the '__c' after the entity name. Please reference your WSDL or the describe call"
                        + " for the appropriate names.");
    }

    public static QueryRefusal nestedSemiJoin() {
        return malformed("Semi join sub-selects are only allowed at the top level WHERE expressions "
                + "and not in nested WHERE expressions.");
    }

    /** No such relationship leads from the object of a query to its parents, or to the children of a sub-query. */
    public static QueryRefusal unknownRelationship(String name) {
        return new QueryRefusal(
                "INVALID_TYPE",
                "Didn't understand relationship '%s' in FROM part of query call. If you are attempting".formatted(name)
                        + " to use a custom relationship, be sure to append the '__r' after the custom relationship"
                        + " name. Please reference your WSDL or the describe call for the appropriate names.");
    }

    /** Salesforce supports {@code feature}, the sandbox does not. The message begins with that, without a place. */
    public static QueryRefusal unsupported(String feature) {
        return new QueryRefusal("MALFORMED_QUERY", "the sandbox does not support " + feature, true);
    }
}
