package io.weir.domain.port;

import io.weir.domain.query.SalesforceMessage;
import java.time.Duration;
import java.util.Optional;

/**
 * Why an org did not answer: one class for each remedy.
 *
 * <p>Messages are Weir's and safe to log and to show. Salesforce's messages repeat query text, which is personal data:
 * they are kept as a {@link SalesforceMessage}, which shows nothing until it is redacted for the operator.
 */
public abstract sealed class SalesforceFailure extends RuntimeException {
    private final String code;
    private final String salesforceCode;
    private final transient SalesforceMessage salesforceMessage;

    private SalesforceFailure(String code, String message, String salesforceCode) {
        this(code, message, salesforceCode, new SalesforceMessage.Nothing());
    }

    private SalesforceFailure(String code, String message, String salesforceCode, SalesforceMessage said) {
        super(message);
        this.code = code;
        this.salesforceCode = salesforceCode;
        this.salesforceMessage = said;
    }

    private SalesforceFailure(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.salesforceCode = "";
        this.salesforceMessage = new SalesforceMessage.Nothing();
    }

    /** The stable name of the failure in answers, logs and metrics. */
    public String code() {
        return code;
    }

    /** Salesforce's error code, if there is one. */
    public Optional<String> salesforceCode() {
        return salesforceCode.isEmpty() ? Optional.empty() : Optional.of(salesforceCode);
    }

    /** Salesforce's message; not for callers. */
    public SalesforceMessage salesforceMessage() {
        return salesforceMessage;
    }

    /** Salesforce rejects the query, for example because of an unknown field. Remedy: change the query. */
    public static final class QueryRejected extends SalesforceFailure {
        public QueryRejected(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public QueryRejected(String message, String salesforceCode, SalesforceMessage said) {
            super("query_rejected", message, salesforceCode, said);
        }
    }

    /** Salesforce rejects the values of a record. Remedy: send other values; retries do not help. */
    public static final class WriteRejected extends SalesforceFailure {
        public WriteRejected(String message, String salesforceCode, SalesforceMessage said) {
            super("write_rejected", message, salesforceCode, said);
        }
    }

    /** A trigger or a flow of the org failed while a record was written. Remedy: the org's administrator mends it. */
    public static final class AutomationFailed extends SalesforceFailure {
        public AutomationFailed(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_automation_failed", message, salesforceCode, said);
        }
    }

    /** The access token is no longer valid. Remedy: log in once and repeat. */
    public static final class SessionExpired extends SalesforceFailure {
        public SessionExpired(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public SessionExpired(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_session_expired", message, salesforceCode, said);
        }
    }

    /** Salesforce refuses the login. Remedy: the operator fixes the credentials or the app; retries do not help. */
    public static final class LoginRefused extends SalesforceFailure {
        public LoginRefused(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public LoginRefused(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_login_refused", message, salesforceCode, said);
        }
    }

    /** The run-as user lacks a permission. Remedy: the operator grants it; retries do not help. */
    public static final class AccessDenied extends SalesforceFailure {
        public AccessDenied(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public AccessDenied(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_access_denied", message, salesforceCode, said);
        }
    }

    /** The org does not have what Weir requests, such as the API version. Remedy: configuration. */
    public static final class Misconfigured extends SalesforceFailure {
        public Misconfigured(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public Misconfigured(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_misconfigured", message, salesforceCode, said);
        }
    }

    /** The org's daily API allocation is spent. Remedy: pause. */
    public static final class QuotaExhausted extends SalesforceFailure {
        public QuotaExhausted(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public QuotaExhausted(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_quota_exhausted", message, salesforceCode, said);
        }
    }

    /** Too many requests at once. Remedy: repeat after {@link #retryAfter}, or after a back-off if that is zero. */
    public static final class Throttled extends SalesforceFailure {
        private final Duration retryAfter;

        public Throttled(String message, String salesforceCode, Duration retryAfter) {
            this(message, salesforceCode, new SalesforceMessage.Nothing(), retryAfter);
        }

        public Throttled(String message, String salesforceCode, SalesforceMessage said, Duration retryAfter) {
            super("salesforce_throttled", message, salesforceCode, said);
            this.retryAfter = retryAfter;
        }

        /** How long Salesforce asks to wait; zero if it does not say. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Salesforce, its edge or the network is down. Remedy: back off and repeat. */
    public static final class Unavailable extends SalesforceFailure {
        private final Duration retryAfter;

        public Unavailable(String message, String salesforceCode, Duration retryAfter) {
            this(message, salesforceCode, new SalesforceMessage.Nothing(), retryAfter);
        }

        public Unavailable(String message, String salesforceCode, SalesforceMessage said, Duration retryAfter) {
            super("salesforce_unavailable", message, salesforceCode, said);
            this.retryAfter = retryAfter;
        }

        public Unavailable(String message, Throwable cause) {
            super("salesforce_unavailable", message, cause);
            this.retryAfter = Duration.ZERO;
        }

        /** How long Salesforce asks to wait; zero if it does not say. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Salesforce failed for an unknown reason. Remedy: repeat once. */
    public static final class UnexpectedError extends SalesforceFailure {
        public UnexpectedError(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public UnexpectedError(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_error", message, salesforceCode, said);
        }
    }

    /** The query took too long in Salesforce. Remedy: repeat once if there is time; else query less. */
    public static final class QueryTimedOut extends SalesforceFailure {
        public QueryTimedOut(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public QueryTimedOut(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_query_timeout", message, salesforceCode, said);
        }
    }

    /** The cursor of the next page is gone. Remedy: start the query again, once. */
    public static final class CursorLost extends SalesforceFailure {
        public CursorLost(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public CursorLost(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_cursor_lost", message, salesforceCode, said);
        }
    }

    /** The answer is not JSON, is cut short, or lacks a required member. Remedy: repeat once. */
    public static final class Unreadable extends SalesforceFailure {
        public Unreadable(String message) {
            super("salesforce_unreadable", message, "");
        }

        public Unreadable(String message, Throwable cause) {
            super("salesforce_unreadable", message, cause);
        }
    }

    /** Weir sends no request, because Salesforce keeps failing or the queue is full. */
    public static final class CallRefused extends SalesforceFailure {
        private final Duration retryAfter;

        public CallRefused(String message, Duration retryAfter) {
            super("salesforce_call_refused", message, "");
            this.retryAfter = retryAfter;
        }

        /** How long to wait before the next attempt. */
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
