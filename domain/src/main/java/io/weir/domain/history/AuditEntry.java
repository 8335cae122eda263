package io.weir.domain.history;

import io.weir.domain.caller.ActionName;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One request in the audit trail. No part can hold a value from a caller; of Salesforce's, it has ids of records only.
 *
 * @param startedAt when the request arrived
 * @param asked the resource; {@link Asked#UNKNOWN} if Weir does not serve it
 * @param shape the query's shape; {@link SoqlShape#NONE} without a query
 * @param rows the number of rows read; 0 without a run
 * @param businessOutcome what a data action answered; {@link BusinessOutcome#NONE} for every other request
 * @param contact the contact that the request is about, if it names one
 * @param duration from the start of the request to its answer
 * @param written the records that the request wrote, or that an earlier delivery of it had written
 */
public record AuditEntry(
        Instant startedAt,
        RequestId requestId,
        CallerName caller,
        ClientAddress client,
        Asked asked,
        SoqlShape shape,
        int rows,
        OutcomeCode outcome,
        BusinessOutcome businessOutcome,
        ContactHash contact,
        Duration duration,
        List<SalesforceId> written) {
    public AuditEntry {
        written = List.copyOf(written);
    }

    /**
     * The configured name of the caller, never anything that the caller sent.
     *
     * @param value 1 to 64 letters, digits and {@code - _ .}
     */
    public record CallerName(String value) {
        /** An unauthenticated caller. */
        public static final CallerName UNKNOWN = new CallerName("unknown");

        /** The callers that a metric counts together. */
        public static final CallerName OTHER = new CallerName("other");

        /** Throws {@link IllegalArgumentException}, without the value, for any other text. */
        public CallerName {
            checked(value, 64, "a caller's name");
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * The address of the client.
     *
     * @param value an IPv4 or IPv6 address as text; empty if unknown
     */
    public record ClientAddress(String value) {
        /** An unknown address. */
        public static final ClientAddress UNKNOWN = new ClientAddress("");

        /** Throws {@link IllegalArgumentException}, without the value, for a text that cannot be an address. */
        public ClientAddress {
            boolean fits = value.length() <= 45 && has(value, ClientAddress::isOfAnAddress);
            if (!fits || (!value.isEmpty() && value.indexOf('.') < 0 && value.indexOf(':') < 0)) {
                throw new IllegalArgumentException("an address is IPv4 or IPv6");
            }
        }

        private static boolean isOfAnAddress(int c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * The name of the requested resource, which is always a name that Weir serves.
     *
     * @param value 1 to 80 letters, digits and {@code - _ .}
     * @param version the version of a data action; 0 for every other resource, and if it is not served
     */
    public record Asked(String value, int version) {
        /** The ad-hoc query. */
        public static final Asked AD_HOC = new Asked(ActionName.AD_HOC);

        /** The description of the API. */
        public static final Asked OPEN_API = new Asked("openapi");

        /** A resource that Weir does not serve. */
        public static final Asked UNKNOWN = new Asked("unknown");

        /** Throws {@link IllegalArgumentException}, without the value, for any other text. */
        public Asked {
            checked(value, 80, "what is asked for");
        }

        /** A resource without a version. */
        public Asked(String value) {
            this(value, 0);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * {@link Execution#ANSWERED}, or the code of a refusal or failure.
     *
     * @param value 1 to 64 lower-case letters and {@code _}
     */
    public record OutcomeCode(String value) {
        /** Throws {@link IllegalArgumentException}, without the value, for any other text. */
        public OutcomeCode {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("an outcome is not empty");
            }
            checkCode(value);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * The result of a data action, such as {@code found}.
     *
     * @param value up to 64 lower-case letters and {@code _}; empty if no data action was asked for
     */
    public record BusinessOutcome(String value) {
        /** No data action answered. */
        public static final BusinessOutcome NONE = new BusinessOutcome("");

        /** Throws {@link IllegalArgumentException}, without the value, for any other text. */
        public BusinessOutcome {
            checkCode(value);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    private static void checkCode(String value) {
        if (value.length() > 64 || !has(value, c -> c == '_' || (c >= 'a' && c <= 'z'))) {
            throw new IllegalArgumentException("an outcome is a code of lower-case letters");
        }
    }

    private static void checked(String value, int longest, String what) {
        boolean fits = !value.isEmpty() && value.length() <= longest;
        if (!fits || !has(value, c -> isLetterOrDigit(c) || "._-".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "%s has 1 to %d letters, digits, '-', '_' and '.'".formatted(what, longest));
        }
    }

    /** Whether {@code value} has only these {@code characters}. */
    private static boolean has(String value, IntPredicate characters) {
        for (int i = 0; i < value.length(); i++) {
            if (!characters.test(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
