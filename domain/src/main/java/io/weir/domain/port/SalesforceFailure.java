package io.weir.domain.port;

import io.weir.domain.query.SalesforceMessage;
import java.time.Duration;
import java.util.Optional;

/**
 * Why an org did not answer: one class for each remedy.
 *
 * <p>Messages are Weir's own words and safe to log and to show. Salesforce's messages echo query text, which is personal data:
 * what it said goes along as a {@link SalesforceMessage}, which shows nothing until it is redacted, for the operator's eyes only.
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

    /** Weir's name for the failure, stable, for flows, logs and metrics. */
    public String code() {
        return code;
    }

    /** Salesforce's error code, where there is one. */
    public Optional<String> salesforceCode() {
        return salesforceCode.isEmpty() ? Optional.empty() : Optional.of(salesforceCode);
    }

    /** What Salesforce said; not for callers. */
    public SalesforceMessage salesforceMessage() {
        return salesforceMessage;
    }

    /** Salesforce refuses the query itself: an unknown field, a malformed id. Remedy: ask differently. */
    public static final class QueryRejected extends SalesforceFailure {
        public QueryRejected(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public QueryRejected(String message, String salesforceCode, SalesforceMessage said) {
            super("query_rejected", message, salesforceCode, said);
        }
    }

    /** The access token is no longer good. Remedy: log in once and repeat. */
    public static final class SessionExpired extends SalesforceFailure {
        public SessionExpired(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public SessionExpired(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_session_expired", message, salesforceCode, said);
        }
    }

    /** Salesforce does not let Weir in. Remedy: the operator mends credentials or the app; no retry helps. */
    public static final class LoginRefused extends SalesforceFailure {
        public LoginRefused(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public LoginRefused(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_login_refused", message, salesforceCode, said);
        }
    }

    /** The run-as user may not do this. Remedy: the operator grants rights; no retry helps. */
    public static final class AccessDenied extends SalesforceFailure {
        public AccessDenied(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public AccessDenied(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_access_denied", message, salesforceCode, said);
        }
    }

    /** Weir asks for something that this org does not have, such as its API version. Remedy: configuration. */
    public static final class Misconfigured extends SalesforceFailure {
        public Misconfigured(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public Misconfigured(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_misconfigured", message, salesforceCode, said);
        }
    }

    /** The org's daily API allocation is spent. Remedy: ask nothing for a while. */
    public static final class QuotaExhausted extends SalesforceFailure {
        public QuotaExhausted(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public QuotaExhausted(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_quota_exhausted", message, salesforceCode, said);
        }
    }

    /** Too much at once. Remedy: back off and repeat, after {@link #retryAfter} where Salesforce named a time. */
    public static final class Throttled extends SalesforceFailure {
        private final Duration retryAfter;

        public Throttled(String message, String salesforceCode, Duration retryAfter) {
            this(message, salesforceCode, new SalesforceMessage.Nothing(), retryAfter);
        }

        public Throttled(String message, String salesforceCode, SalesforceMessage said, Duration retryAfter) {
            super("salesforce_throttled", message, salesforceCode, said);
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

        /** How long Salesforce asks to wait; zero where it says nothing. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Salesforce failed in a way it cannot explain. Remedy: one repeat, no more. */
    public static final class UnexpectedError extends SalesforceFailure {
        public UnexpectedError(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public UnexpectedError(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_error", message, salesforceCode, said);
        }
    }

    /** The query ran too long in Salesforce. Remedy: one repeat if there is time; else ask for less. */
    public static final class QueryTimedOut extends SalesforceFailure {
        public QueryTimedOut(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public QueryTimedOut(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_query_timeout", message, salesforceCode, said);
        }
    }

    /** The cursor of a further page is gone. Remedy: start the query again, once. */
    public static final class CursorLost extends SalesforceFailure {
        public CursorLost(String message, String salesforceCode) {
            this(message, salesforceCode, new SalesforceMessage.Nothing());
        }

        public CursorLost(String message, String salesforceCode, SalesforceMessage said) {
            super("salesforce_cursor_lost", message, salesforceCode, said);
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
