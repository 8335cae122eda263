package io.weir.adapter.out.salesforce.error;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The known error codes of Salesforce's REST API, and what a client does about each. */
public final class ErrorCodes {
    /** What a client does about an error. If an answer has several errors, the first remedy in this list applies. */
    enum Remedy {
        SPARE_THE_QUOTA,
        LOG_IN_AGAIN,
        GRANT_ACCESS,
        CONFIGURE,
        RESTART,
        ASK_DIFFERENTLY,
        ASK_FOR_LESS,
        BACK_OFF,
        REPEAT_ONCE
    }

    private static final Map<String, Remedy> KNOWN = known();

    private ErrorCodes() {}

    /** The remedy of {@code code}; empty for a code that is not in the table. */
    public static Optional<Remedy> remedy(String code) {
        return Optional.ofNullable(KNOWN.get(code));
    }

    private static Map<String, Remedy> known() {
        var known = new HashMap<String, Remedy>();
        put(known, Remedy.SPARE_THE_QUOTA, "REQUEST_LIMIT_EXCEEDED");
        put(known, Remedy.LOG_IN_AGAIN, "INVALID_SESSION_ID");
        put(
                known,
                Remedy.GRANT_ACCESS,
                "INVALID_AUTH_HEADER",
                "API_DISABLED_FOR_ORG",
                "API_CURRENTLY_DISABLED",
                "INSUFFICIENT_ACCESS",
                "CLIENT_NOT_ACCESSIBLE_FOR_USER",
                "FUNCTIONALITY_NOT_ENABLED",
                "ORG_LOCKED",
                "TRIAL_EXPIRED",
                "INACTIVE_OWNER_OR_USER",
                "INVALID_OPERATION_WITH_EXPIRED_PASSWORD",
                "TXN_SECURITY_NO_ACCESS");
        put(
                known,
                Remedy.CONFIGURE,
                "UNSUPPORTED_API_VERSION",
                "JSON_PARSER_ERROR",
                "NOT_FOUND",
                "METHOD_NOT_ALLOWED",
                "UNSUPPORTED_MEDIA_TYPE",
                "NOT_ACCEPTABLE");
        put(known, Remedy.RESTART, "INVALID_QUERY_LOCATOR", "INVALID_LOCATOR");
        put(
                known,
                Remedy.ASK_DIFFERENTLY,
                "MALFORMED_QUERY",
                "MALFORMED_SEARCH",
                "INVALID_SEARCH",
                "INVALID_SEARCH_SCOPE",
                "INVALID_FIELD",
                "INVALID_TYPE",
                "INVALID_QUERY_FILTER_OPERATOR",
                "INVALID_FILTER_VALUE",
                "MALFORMED_ID",
                "INVALID_ID_FIELD",
                "ENTITY_NOT_QUERYABLE",
                "NUMBER_OUTSIDE_VALID_RANGE",
                "INVALID_SORT_OPTION",
                "INVALID_QUERY_SCOPE",
                "EXCEEDED_ID_LIMIT",
                "EXCEEDED_MAX_SEMIJOIN_SUBSELECTS",
                "EXCEEDED_MAX_FILTER_ENTITIES",
                "EXCEEDED_MAX_TYPES_LIMIT",
                "DUPLICATE_ARGUMENT_VALUE",
                "QUERY_TOO_COMPLICATED",
                "OPERATION_TOO_LARGE");
        put(known, Remedy.ASK_FOR_LESS, "QUERY_TIMEOUT");
        put(
                known,
                Remedy.BACK_OFF,
                "REQUEST_RUNNING_TOO_LONG",
                "FUNCTIONALITY_TEMPORARILY_UNAVAILABLE",
                "UNABLE_TO_LOCK_ROW",
                "TXN_SECURITY_METERING_ERROR",
                "SERVER_UNAVAILABLE",
                "ORG_IN_MAINTENANCE");
        put(known, Remedy.REPEAT_ONCE, "UNKNOWN_EXCEPTION");
        return Map.copyOf(known);
    }

    private static void put(Map<String, Remedy> known, Remedy remedy, String... codes) {
        for (String code : codes) {
            known.put(code, remedy);
        }
    }
}
