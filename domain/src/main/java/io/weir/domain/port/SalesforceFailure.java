package io.weir.domain.port;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an org did not answer: one class for each remedy.
 *
 * <p>Messages are Weir's own words and safe to log and to show; Salesforce's messages echo query text, which is personal
 * data, and stay out. Only its error code is kept.
 */
public abstract sealed class SalesforceFailure extends RuntimeException {
    private final String code;
    private final String salesforceCode;

    private SalesforceFailure(String code, String message, String salesforceCode) {
        super(message);
        this.code = code;
        this.salesforceCode = salesforceCode;
    }

    private SalesforceFailure(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.salesforceCode = "";
    }

    /** Weir's name for the failure, stable, for flows, logs and metrics. */
    public String code() {
        return code;
    }

    /** Salesforce's error code, where there is one. */
    public Optional<String> salesforceCode() {
        return salesforceCode.isEmpty() ? Optional.empty() : Optional.of(salesforceCode);
    }

    /** Salesforce refuses the query itself: an unknown field, a malformed id. Remedy: ask differently. */
    public static final class QueryRejected extends SalesforceFailure {
        public QueryRejected(String message, String salesforceCode) {
            super("query_rejected", message, salesforceCode);
        }
    }

    /** The access token is no longer good. Remedy: log in once and repeat. */
    public static final class SessionExpired extends SalesforceFailure {
        public SessionExpired(String message, String salesforceCode) {
            super("salesforce_session_expired", message, salesforceCode);
        }
    }

    /** Salesforce does not let Weir in. Remedy: the operator mends credentials or the app; no retry helps. */
    public static final class LoginRefused extends SalesforceFailure {
        public LoginRefused(String message, String salesforceCode) {
            super("salesforce_login_refused", message, salesforceCode);
        }
    }

    /** The run-as user may not do this. Remedy: the operator grants rights; no retry helps. */
    public static final class AccessDenied extends SalesforceFailure {
        public AccessDenied(String message, String salesforceCode) {
            super("salesforce_access_denied", message, salesforceCode);
        }
    }

    /** Weir asks for something that this org does not have, such as its API version. Remedy: configuration. */
    public static final class Misconfigured extends SalesforceFailure {
        public Misconfigured(String message, String salesforceCode) {
            super("salesforce_misconfigured", message, salesforceCode);
        }
    }

    /** The org's daily API allocation is spent. Remedy: ask nothing for a while. */
    public static final class QuotaExhausted extends SalesforceFailure {
        public QuotaExhausted(String message, String salesforceCode) {
            super("salesforce_quota_exhausted", message, salesforceCode);
        }
    }

    /** Too much at once. Remedy: back off and repeat, after {@link #retryAfter} where Salesforce named a time. */
    public static final class Throttled extends SalesforceFailure {
        private final Duration retryAfter;

        public Throttled(String message, String salesforceCode, Duration retryAfter) {
            super("salesforce_throttled", message, salesforceCode);
            this.retryAfter = retryAfter;
        }

        /** How long Salesforce asks to wait; zero where it says nothing. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Salesforce, its edge or the network is down for the moment. Remedy: back off and repeat. */
    public static final class Unavailable extends SalesforceFailure {
        private final Duration retryAfter;

        public Unavailable(String message, String salesforceCode, Duration retryAfter) {
            super("salesforce_unavailable", message, salesforceCode);
            this.retryAfter = retryAfter;
        }

        public Unavailable(String message, Throwable cause) {
            super("salesforce_unavailable", message, cause);
            this.retryAfter = Duration.ZERO;
        }

        /** How long Salesforce asks to wait; zero where it says nothing. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Salesforce failed in a way it cannot explain. Remedy: one repeat, no more. */
    public static final class UnexpectedError extends SalesforceFailure {
        public UnexpectedError(String message, String salesforceCode) {
            super("salesforce_error", message, salesforceCode);
        }
    }

    /** The query ran too long in Salesforce. Remedy: one repeat if there is time; else ask for less. */
    public static final class QueryTimedOut extends SalesforceFailure {
        public QueryTimedOut(String message, String salesforceCode) {
            super("salesforce_query_timeout", message, salesforceCode);
        }
    }

    /** The cursor of a further page is gone. Remedy: start the query again, once. */
    public static final class CursorLost extends SalesforceFailure {
        public CursorLost(String message, String salesforceCode) {
            super("salesforce_cursor_lost", message, salesforceCode);
        }
    }

    /** An answer that is no answer: not JSON, cut short, or without what the API promises. Remedy: one repeat. */
    public static final class Unreadable extends SalesforceFailure {
        public Unreadable(String message) {
            super("salesforce_unreadable", message, "");
        }

        public Unreadable(String message, Throwable cause) {
            super("salesforce_unreadable", message, cause);
        }
    }

    /** Weir itself asks nothing now, to spare a Salesforce that is failing or a queue that is full. */
    public static final class CallRefused extends SalesforceFailure {
        private final Duration retryAfter;

        public CallRefused(String message, Duration retryAfter) {
            super("salesforce_call_refused", message, "");
            this.retryAfter = retryAfter;
        }

        /** When it may be asked again. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The run's time is up. */
    public static final class DeadlineExceeded extends SalesforceFailure {
        public DeadlineExceeded(String message) {
            super("deadline_exceeded", message, "");
        }
    }
}
