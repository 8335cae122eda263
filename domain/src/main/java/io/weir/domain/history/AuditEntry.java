package io.weir.domain.history;

import io.weir.domain.caller.ActionName;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntPredicate;

/**
 * Who asked what, when, and what became of it. Every part is of a type that takes no value of a caller's and none of Salesforce's.
 *
 * @param startedAt when the request came in
 * @param asked what was asked for; {@link Asked#UNKNOWN} where nothing of that name is served
 * @param shape what the query looks like; {@link SoqlShape#NONE} where none came to be
 * @param rows how many rows the run read; 0 where none came to be
 * @param contact whom it was about, if anybody said so
 * @param duration from the request's begin to its answer
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
        ContactHash contact,
        Duration duration) {

    /**
     * Who asked, by the name that the operator gave the caller: never by anything the caller sent.
     *
     * @param value 1 to 64 letters, digits and {@code - _ .}
     */
    public record CallerName(String value) {
        /** Kept out, because nobody knows who it is. */
        public static final CallerName UNKNOWN = new CallerName("unknown");

        /** Throws {@link IllegalArgumentException}, without the value, for what is no such name. */
        public CallerName {
            checked(value, 64, "a caller's name");
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * Where a request came from.
     *
     * @param value an IPv4 or IPv6 address as text; empty where it is not known
     */
    public record ClientAddress(String value) {
        /** Not known. */
        public static final ClientAddress UNKNOWN = new ClientAddress("");

        /** Throws {@link IllegalArgumentException}, without the value, for what cannot be an address. */
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
     * What was asked for: a name that Weir serves, never one that only a caller used.
     *
     * @param value 1 to 80 letters, digits and {@code - _ .}
     */
    public record Asked(String value) {
        /** The ad-hoc query. */
        public static final Asked AD_HOC = new Asked(ActionName.AD_HOC);

        /** The description of the API. */
        public static final Asked OPEN_API = new Asked("openapi");

        /** Nothing that Weir serves. */
        public static final Asked UNKNOWN = new Asked("unknown");

        /** Throws {@link IllegalArgumentException}, without the value, for what is no such name. */
        public Asked {
            checked(value, 80, "what is asked for");
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
        /** Throws {@link IllegalArgumentException}, without the value, for what is no such code. */
        public OutcomeCode {
            boolean fits = !value.isEmpty() && value.length() <= 64;
            if (!fits || !has(value, c -> c == '_' || (c >= 'a' && c <= 'z'))) {
                throw new IllegalArgumentException("an outcome is a code of lower-case letters");
            }
        }

        @Override
        public String toString() {
            return value;
        }
    }

    private static void checked(String value, int longest, String what) {
        boolean fits = !value.isEmpty() && value.length() <= longest;
        if (!fits || !has(value, c -> isLetterOrDigit(c) || "._-".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "%s has 1 to %d letters, digits, '-', '_' and '.'".formatted(what, longest));
        }
    }

    /** Whether {@code value} has such characters only. */
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
