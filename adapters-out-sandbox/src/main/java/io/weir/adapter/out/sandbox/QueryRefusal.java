package io.weir.adapter.out.sandbox;

/** The org rejects a query, with Salesforce's error code and message. The message may quote the query. */
final class QueryRefusal extends RuntimeException {
    private final String errorCode;

    QueryRefusal(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /** Salesforce's error code, such as {@code INVALID_FIELD}. */
    String errorCode() {
        return errorCode;
    }

    static QueryRefusal malformed(String message) {
        return new QueryRefusal("MALFORMED_QUERY", message);
    }

    static QueryRefusal invalidField(String message) {
        return new QueryRefusal("INVALID_FIELD", message);
    }

    static QueryRefusal invalidOperator(String message) {
        return new QueryRefusal("INVALID_QUERY_FILTER_OPERATOR", message);
    }

    static QueryRefusal unknownObject(String name) {
        return new QueryRefusal(
                "INVALID_TYPE",
                "sObject type '%s' is not supported. If you are attempting to use a custom object, be sure to append the '__c' "
                                .formatted(name)
                        + "after the entity name. Please reference your WSDL or the describe call for the appropriate"
                        + " names.");
    }

    static QueryRefusal nestedSemiJoin() {
        return malformed("Semi join sub-selects are only allowed at the top level WHERE expressions "
                + "and not in nested WHERE expressions.");
    }

    /** Salesforce supports {@code feature}, the sandbox does not. */
    static QueryRefusal unsupported(String feature) {
        return malformed("the sandbox does not support " + feature);
    }
}
