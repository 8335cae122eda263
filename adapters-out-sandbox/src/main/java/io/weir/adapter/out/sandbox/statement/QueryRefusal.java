package io.weir.adapter.out.sandbox.statement;

/** The org rejects a query, with Salesforce's error code and message. The message may quote the query. */
public final class QueryRefusal extends RuntimeException {
    private final String errorCode;

    public QueryRefusal(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
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

    /** Salesforce supports {@code feature}, the sandbox does not. */
    public static QueryRefusal unsupported(String feature) {
        return malformed("the sandbox does not support " + feature);
    }
}
