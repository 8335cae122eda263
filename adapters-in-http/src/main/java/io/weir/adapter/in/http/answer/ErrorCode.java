package io.weir.adapter.in.http.answer;

import io.helidon.http.Status;
import java.util.Locale;

/**
 * Every error that Weir answers over HTTP: a closed set, listed for flow authors in {@code docs/errors.md}.
 *
 * <p>{@link #retryable} means that the same request may succeed a little later without anybody changing anything.
 */
public enum ErrorCode {
    MALFORMED_JSON(400, Retry.NO, "The body is not JSON"),
    INVALID_REQUEST(400, Retry.NO, "The request cannot become a query"),
    INVALID_PARAMETER(400, Retry.NO, "A parameter of the request cannot be used"),
    INVALID_SCHEMA(400, Retry.NO, "expected_schema cannot be used"),
    BAD_HTTP_REQUEST(400, Retry.NO, "The HTTP request cannot be read"),
    CREDENTIALS_IN_URL(400, Retry.NO, "Credentials do not belong in a URL"),
    UNAUTHORIZED(401, Retry.NO, "The caller is not known"),
    FORBIDDEN(403, Retry.NO, "The caller may not ask this"),
    HOST_NOT_ALLOWED(403, Retry.NO, "The Host header does not name this server"),
    CROSS_SITE_REQUEST(403, Retry.NO, "Another web site made this request"),
    QUERY_NOT_ALLOWED(403, Retry.NO, "The policy does not allow this query"),
    UNKNOWN_PATH(404, Retry.NO, "Nothing is served at this path"),
    SWITCHED_OFF(404, Retry.NO, "This part of Weir is switched off"),
    UNKNOWN_ACTION(404, Retry.NO, "There is no such data action"),
    METHOD_NOT_ALLOWED(405, Retry.NO, "This path takes another method"),
    PAYLOAD_TOO_LARGE(413, Retry.NO, "The body is too large"),
    URI_TOO_LONG(414, Retry.NO, "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, Retry.NO, "The body is not sent as plain JSON"),
    INVALID_CONFIGURATION(422, Retry.NO, "The configuration cannot be used"),
    QUERY_REJECTED(422, Retry.NO, "Salesforce refuses this query"),
    WRITE_REJECTED(422, Retry.NO, "Salesforce refuses these values"),
    RATE_LIMITED(429, Retry.YES, "The caller asks too often"),
    TOO_MANY_CONCURRENT(429, Retry.YES, "The caller asks too much at once"),
    BUDGET_EXHAUSTED(429, Retry.YES, "The caller's API requests of the day are used up"),
    TOO_MANY_FAILURES(429, Retry.NO, "Too many wrong credentials"),
    ACTION_UNSUITABLE(500, Retry.NO, "The data action does not suit the org"),
    INTERNAL_ERROR(500, Retry.NO, "Weir has a bug"),
    UNSUPPORTED_TRANSFER_ENCODING(501, Retry.NO, "The transfer encoding is not supported"),
    SALESFORCE_SESSION_EXPIRED(502, Retry.YES, "Salesforce ended the session"),
    SALESFORCE_LOGIN_REFUSED(502, Retry.NO, "Salesforce does not let Weir in"),
    SALESFORCE_ACCESS_DENIED(502, Retry.NO, "The run-as user may not do this"),
    SALESFORCE_MISCONFIGURED(502, Retry.NO, "Weir's configuration does not suit the org"),
    SALESFORCE_UNAVAILABLE(502, Retry.YES, "Salesforce cannot be reached"),
    SALESFORCE_AUTOMATION_FAILED(502, Retry.NO, "A trigger or a flow of the org failed"),
    SALESFORCE_ERROR(502, Retry.YES, "Salesforce failed"),
    SALESFORCE_CURSOR_LOST(502, Retry.YES, "Salesforce lost the rest of the result"),
    SALESFORCE_UNREADABLE(502, Retry.YES, "Salesforce's answer cannot be read"),
    ANSWER_BROKE_CONTRACT(502, Retry.NO, "The answer does not keep its contract"),
    SALESFORCE_THROTTLED(503, Retry.YES, "Salesforce asks for a pause"),
    SALESFORCE_QUOTA_EXHAUSTED(503, Retry.YES, "The org's daily API requests are spent"),
    SALESFORCE_CALL_REFUSED(503, Retry.YES, "Weir spares a Salesforce that is failing"),
    POLICY_UNDECIDED(503, Retry.YES, "Whether the policy allows this query cannot be determined at present"),
    API_RESERVE_REACHED(503, Retry.YES, "Only the reserve of API requests is left"),
    HISTORY_UNAVAILABLE(503, Retry.YES, "The history cannot be changed now"),
    REPLAY_CHECK_UNAVAILABLE(503, Retry.YES, "Whether this was sent before cannot be determined at present"),
    TOKEN_KEYS_UNAVAILABLE(503, Retry.YES, "Whether the token is right cannot be determined at present"),
    WRITE_JOURNAL_UNAVAILABLE(503, Retry.YES, "What was written before cannot be determined at present"),
    OVERLOADED(503, Retry.YES, "Weir has too much of this to do"),
    DEADLINE_EXCEEDED(504, Retry.YES, "The time for this request is up"),
    SALESFORCE_QUERY_TIMEOUT(504, Retry.YES, "The query ran too long in Salesforce"),
    HTTP_VERSION_NOT_SUPPORTED(505, Retry.NO, "Only HTTP/1.1 is spoken here");

    private enum Retry {
        YES,
        NO
    }

    private final int status;
    private final Retry retry;
    private final String title;
    private final String code = name().toLowerCase(Locale.ROOT);

    ErrorCode(int status, Retry retry, String title) {
        this.status = status;
        this.retry = retry;
        this.title = title;
    }

    /** The name that flows, logs and metrics know. */
    public String code() {
        return code;
    }

    /** RFC 9457's {@code type}: names the error, is documented, and is no address. */
    String type() {
        return "urn:weir:error:" + code;
    }

    public Status status() {
        return Status.create(status);
    }

    public boolean retryable() {
        return retry == Retry.YES;
    }

    public String title() {
        return title;
    }
}
