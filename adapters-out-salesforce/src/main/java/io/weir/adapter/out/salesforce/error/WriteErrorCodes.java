package io.weir.adapter.out.salesforce.error;

import io.weir.domain.port.WriteResult.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The error codes with which Salesforce refuses a record, and what they say about the write.
 *
 * <p>Source: "Status Codes", SOAP API Developer Guide; REST gives the same codes.
 */
public final class WriteErrorCodes {
    /** Another record has the same value of a unique field. */
    public static final String DUPLICATE_VALUE = "DUPLICATE_VALUE";

    /** A duplicate rule found a record. */
    public static final String DUPLICATES_DETECTED = "DUPLICATES_DETECTED";

    /** Several records have the External ID that was to name one. */
    public static final String DUPLICATE_EXTERNAL_ID = "DUPLICATE_EXTERNAL_ID";

    /** Another part of the same transaction was refused. */
    public static final String PROCESSING_HALTED = "PROCESSING_HALTED";

    /** Neither the record nor the resource exists. */
    public static final String NOT_FOUND = "NOT_FOUND";

    private static final String LOCKED = "UNABLE_TO_LOCK_ROW";

    /** As triggers and flows say it. */
    private static final Pattern A_LOCK = Pattern.compile(LOCKED + "[,:]");

    private static final String ANY_ACCESS = "INSUFFICIENT_ACCESS";

    /** Codes of requests that Salesforce may have worked on. */
    private static final Set<String> UNCERTAIN = Set.of("REQUEST_RUNNING_TOO_LONG", "UNKNOWN_EXCEPTION");

    /** Codes with which a server turns requests away unread, whatever the status. */
    private static final Set<String> TURNED_AWAY = Set.of(
            "SERVER_UNAVAILABLE",
            "ORG_IN_MAINTENANCE",
            "FUNCTIONALITY_TEMPORARILY_UNAVAILABLE",
            "REQUEST_LIMIT_EXCEEDED",
            "TXN_SECURITY_METERING_ERROR");

    private static final Map<String, Refusal> REFUSALS = refusals();

    private WriteErrorCodes() {}

    /** Why Salesforce refuses the record; empty for a code that is none of a record. */
    public static Optional<Refusal> refusal(ErrorEntry entry) {
        if (entry.code().startsWith(ANY_ACCESS)) {
            return Optional.of(Refusal.NO_ACCESS);
        }
        var refusal = REFUSALS.get(entry.code());
        // a trigger that met a locked record may succeed later, as the record itself may; other messages quote values
        boolean isOfALock = refusal == Refusal.TRIGGER_FAILED
                && A_LOCK.matcher(entry.message()).find();
        return isOfALock ? Optional.of(Refusal.LOCKED) : Optional.ofNullable(refusal);
    }

    /** Whether {@code code} is one of those that a write meets. */
    public static boolean isKnown(String code) {
        return REFUSALS.containsKey(code) || code.equals(DUPLICATE_VALUE) || code.equals(DUPLICATES_DETECTED);
    }

    /**
     * Whether Salesforce certainly wrote nothing that answers with {@code status}, which is not of success, and {@code
     * entries}: it read the request and refused it, or did not read it.
     */
    public static boolean isCertain(int status, List<ErrorEntry> entries) {
        if (entries.stream().anyMatch(entry -> UNCERTAIN.contains(entry.code()))) {
            return false;
        }
        return switch (status / 100) {
            case 3 -> true;
            case 4 -> status != 408;
            default ->
                entries.stream()
                        .anyMatch(entry -> TURNED_AWAY.contains(entry.code())
                                || isKnown(entry.code())
                                || refusal(entry).isPresent());
        };
    }

    private static Map<String, Refusal> refusals() {
        var refusals = new HashMap<String, Refusal>();
        put(
                refusals,
                Refusal.VALUES,
                "REQUIRED_FIELD_MISSING",
                "FIELD_INTEGRITY_EXCEPTION",
                "STRING_TOO_LONG",
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                "INVALID_CROSS_REFERENCE_KEY",
                "INVALID_FIELD_FOR_INSERT_UPDATE",
                "NUMBER_OUTSIDE_VALID_RANGE",
                "INVALID_EMAIL_ADDRESS",
                "FIELD_FILTER_VALIDATION_EXCEPTION",
                "JSON_PARSER_ERROR",
                "INVALID_FIELD",
                "MALFORMED_ID",
                "INVALID_ID_FIELD",
                "MISSING_ARGUMENT",
                DUPLICATE_EXTERNAL_ID);
        put(refusals, Refusal.VALIDATION_RULE, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        put(refusals, Refusal.TRIGGER_FAILED, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "CANNOT_EXECUTE_FLOW_TRIGGER");
        put(refusals, Refusal.DELETED, "ENTITY_IS_DELETED");
        put(
                refusals,
                Refusal.NO_ACCESS,
                ANY_ACCESS,
                "INSUFFICIENT_ACCESS_OR_READONLY",
                "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY");
        put(refusals, Refusal.LOCKED, LOCKED);
        return Map.copyOf(refusals);
    }

    private static void put(Map<String, Refusal> refusals, Refusal refusal, String... codes) {
        for (String code : codes) {
            refusals.put(code, refusal);
        }
    }
}
