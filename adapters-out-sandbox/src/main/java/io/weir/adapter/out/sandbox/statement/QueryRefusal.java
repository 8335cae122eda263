package io.weir.adapter.out.sandbox.statement;

import java.util.OptionalInt;

/** The org rejects a query, with Salesforce's error code and message. The message may quote the query. */
public final class QueryRefusal extends RuntimeException {
    private static final int NO_PLACE_YET = -1;
    private static final int NO_PLACE = -2;

    private final String errorCode;
    private final String reason;
    private final int index;

    public QueryRefusal(String errorCode, String message) {
        this(errorCode, "", message, NO_PLACE_YET);
    }

    private QueryRefusal(String errorCode, String place, String reason, int index) {
        super(place + reason);
        this.errorCode = errorCode;
        this.reason = reason;
        this.index = index;
    }

    /** This refusal with {@code place} before its message; unchanged if it has a place, or needs none. */
    QueryRefusal at(String place, int start) {
        return index == NO_PLACE_YET ? new QueryRefusal(errorCode, place, reason, start) : this;
    }

    /** The message without the place. */
    public String reason() {
        return reason;
    }

    /** The index in the text of the query at which the refused words begin; empty if the message names no place. */
    public OptionalInt index() {
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
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

    /** The org has no object {@code name}. */
    public static QueryRefusal unknownObject(String name) {
        return StandardNames.missingObject(name)
                .map(QueryRefusal::unsupported)
                .orElseGet(() -> new QueryRefusal(
                        "INVALID_TYPE",
                        "sObject type '%s' is not supported. If you are attempting to use a custom object, be sure"
                                        .formatted(name)
                                + " to append the '__c' after the entity name. Please reference your WSDL or the"
                                + " describe call for the appropriate names."));
    }

    /** No such relationship leads to a parent that a field path goes through. */
    public static QueryRefusal unknownParent(String relationship) {
        return StandardNames.missingRelationship(relationship)
                .map(QueryRefusal::unsupported)
                .orElseGet(() -> new QueryRefusal(
                        "INVALID_FIELD",
                        "Didn't understand relationship '%s' in field path. If you are attempting to use a"
                                        .formatted(relationship)
                                + " custom relationship, be sure to append the '__r' after the custom relationship"
                                + " name. Please reference your WSDL or the describe call for the appropriate"
                                + " names."));
    }

    public static QueryRefusal nestedSemiJoin() {
        return malformed("Semi join sub-selects are only allowed at the top level WHERE expressions "
                + "and not in nested WHERE expressions.");
    }

    /** No such relationship leads from the object of a query to its parents, or to the children of a sub-query. */
    public static QueryRefusal unknownRelationship(String name) {
        return StandardNames.missingRelationship(name)
                .map(QueryRefusal::unsupported)
                .orElseGet(() -> new QueryRefusal(
                        "INVALID_TYPE",
                        "Didn't understand relationship '%s' in FROM part of query call. If you are attempting"
                                        .formatted(name)
                                + " to use a custom relationship, be sure to append the '__r' after the custom"
                                + " relationship name. Please reference your WSDL or the describe call for the"
                                + " appropriate names."));
    }

    /** Salesforce supports {@code feature}, the sandbox does not. The message begins with that, without a place. */
    public static QueryRefusal unsupported(String feature) {
        return new QueryRefusal("MALFORMED_QUERY", "", "the sandbox does not support " + feature, NO_PLACE);
    }
}
