package io.weir.adapter.in.http.answer;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.answer.AnswerContract;
import io.weir.domain.answer.Outcome;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Priority;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An error, as a caller receives it. The only place that turns refusals and failures into statuses.
 *
 * @param detail what is wrong with this request, in words and without any value from it
 * @param salesforceCode Salesforce's error code; empty where there is none
 * @param headers what the answer needs besides its body, such as {@code Retry-After}
 * @param problems the parts of {@code detail}, if it lists problems
 */
public record ErrorAnswer(
        ErrorCode code, String detail, String salesforceCode, List<Header> headers, List<Problem> problems) {
    private static final int MAX_VIOLATIONS = 10;

    /** The pause after something that seldom passes at once: an object without a description, a journal that is down. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(60);

    private static final Duration SHORT_PAUSE = Duration.ofSeconds(2);

    public ErrorAnswer(ErrorCode code, String detail, String salesforceCode, List<Header> headers) {
        this(code, detail, salesforceCode, headers, List.of());
    }

    public static ErrorAnswer of(ErrorCode code, String detail) {
        return new ErrorAnswer(code, detail, "", List.of());
    }

    public static ErrorAnswer wrongMethod(String allowed) {
        return new ErrorAnswer(
                ErrorCode.METHOD_NOT_ALLOWED,
                "use " + allowed,
                "",
                List.of(HeaderValues.create(HeaderNames.ALLOW, allowed)));
    }

    public static ErrorAnswer unauthorized() {
        return new ErrorAnswer(
                ErrorCode.UNAUTHORIZED,
                "send the API key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'",
                "",
                List.of(HeaderValues.create(HeaderNames.WWW_AUTHENTICATE, "Bearer")));
    }

    /** For a token that cannot be checked without the keys of its issuer. */
    public static ErrorAnswer tokenKeysUnavailable() {
        return later(
                ErrorCode.TOKEN_KEYS_UNAVAILABLE,
                "the keys of the token's issuer cannot be read at present; send the request again",
                SHORT_PAUSE);
    }

    public static ErrorAnswer forbidden(String what) {
        return of(ErrorCode.FORBIDDEN, "the operator has not given this caller %s".formatted(what));
    }

    public static ErrorAnswer invalid(List<Problem> problems) {
        return listing(ErrorCode.INVALID_REQUEST, problems);
    }

    public static ErrorAnswer unknownAction(List<String> nearest) {
        return of(
                ErrorCode.UNKNOWN_ACTION,
                nearest.isEmpty()
                        ? "check the name in the URL; the operator knows which there are"
                        : nearest.stream().collect(Collectors.joining("', '", "did you mean '", "'?")));
    }

    /** For callers who may not see the problems, which are in the log. */
    public static ErrorAnswer unsuitable() {
        return of(ErrorCode.ACTION_UNSUITABLE, "tell the operator: the log and weir check say what is wrong");
    }

    /** For callers who may see the problems. */
    public static ErrorAnswer unsuitable(List<Problem> problems) {
        return of(ErrorCode.ACTION_UNSUITABLE, listed(problems, Problems.MAX_IN_ANSWER));
    }

    public static ErrorAnswer notAllowed(List<Problem> denials) {
        return listing(ErrorCode.QUERY_NOT_ALLOWED, denials);
    }

    public static ErrorAnswer undecided(List<Problem> doubts) {
        return later(ErrorCode.POLICY_UNDECIDED, listed(doubts, Problems.MAX_IN_ANSWER), "", LONG_PAUSE);
    }

    /** For a denied admission. */
    public static ErrorAnswer of(Admission.Denied denied) {
        return switch (denied) {
            case Admission.OnlyReserveLeft denial ->
                later(ErrorCode.API_RESERVE_REACHED, reserveReached(denial), "", denial.retryAfter());
            case Admission.QuotaExhausted denial ->
                later(
                        ErrorCode.SALESFORCE_QUOTA_EXHAUSTED,
                        "Salesforce said that the org's daily API requests are spent",
                        "",
                        denial.retryAfter());
            case Admission.CallerBudgetSpent denial ->
                later(
                        ErrorCode.BUDGET_EXHAUSTED,
                        "this caller has used the %d API requests that it may use in 24 hours; other callers are served"
                                .formatted(denial.most()),
                        "",
                        denial.retryAfter());
        };
    }

    private static String reserveReached(Admission.OnlyReserveLeft denial) {
        var admitted = Arrays.stream(Priority.values())
                .filter(denial.admitted()::contains)
                .map(Priority::label)
                .toList();
        return "only the API requests that are set aside for others are left"
                + (admitted.isEmpty()
                        ? "; requests of no priority are served"
                        : "; requests of %s priority are served".formatted(String.join(" and ", admitted)))
                + denial.endsAt()
                        .map(at -> "; Weir's own requests of a day ago are expected to make room by %s"
                                .formatted(at.truncatedTo(ChronoUnit.SECONDS)))
                        .orElse("");
    }

    /** For a request that must not be sent while nobody knows whether it was sent before. */
    public static ErrorAnswer journalUnavailable() {
        return later(
                ErrorCode.WRITE_JOURNAL_UNAVAILABLE,
                "nothing was written, because the journal of writes cannot be used; send the request again",
                "",
                LONG_PAUSE);
    }

    /** For a request that a pool of threads has no room for. */
    public static ErrorAnswer overloaded(String detail, Duration pause) {
        return later(ErrorCode.OVERLOADED, detail, pause);
    }

    public static ErrorAnswer of(Outcome.ContractBroken broken) {
        return of(ErrorCode.ANSWER_BROKE_CONTRACT, violations(broken.violations()));
    }

    public static ErrorAnswer of(SalesforceFailure failure) {
        return switch (failure) {
            case SalesforceFailure.QueryRejected _ -> failed(ErrorCode.QUERY_REJECTED, failure);
            case SalesforceFailure.WriteRejected _ -> failed(ErrorCode.WRITE_REJECTED, failure);
            case SalesforceFailure.AutomationFailed _ -> failed(ErrorCode.SALESFORCE_AUTOMATION_FAILED, failure);
            case SalesforceFailure.SessionExpired _ -> failed(ErrorCode.SALESFORCE_SESSION_EXPIRED, failure);
            case SalesforceFailure.LoginRefused _ -> failed(ErrorCode.SALESFORCE_LOGIN_REFUSED, failure);
            case SalesforceFailure.AccessDenied _ -> failed(ErrorCode.SALESFORCE_ACCESS_DENIED, failure);
            case SalesforceFailure.Misconfigured _ -> failed(ErrorCode.SALESFORCE_MISCONFIGURED, failure);
            case SalesforceFailure.UnexpectedError _ -> failed(ErrorCode.SALESFORCE_ERROR, failure);
            case SalesforceFailure.CursorLost _ -> failed(ErrorCode.SALESFORCE_CURSOR_LOST, failure);
            case SalesforceFailure.Unreadable _ -> failed(ErrorCode.SALESFORCE_UNREADABLE, failure);
            case SalesforceFailure.Unavailable unavailable ->
                unavailable.retryAfter().isPositive()
                        ? failedFor(ErrorCode.SALESFORCE_UNAVAILABLE, failure, unavailable.retryAfter())
                        : failed(ErrorCode.SALESFORCE_UNAVAILABLE, failure);
            case SalesforceFailure.QuotaExhausted _ ->
                failedFor(ErrorCode.SALESFORCE_QUOTA_EXHAUSTED, failure, ApiBudget.PAUSE);
            case SalesforceFailure.Throttled throttled ->
                failedFor(
                        ErrorCode.SALESFORCE_THROTTLED,
                        failure,
                        throttled.retryAfter().isPositive() ? throttled.retryAfter() : SHORT_PAUSE);
            case SalesforceFailure.CallRefused refused ->
                failedFor(ErrorCode.SALESFORCE_CALL_REFUSED, failure, refused.retryAfter());
            case SalesforceFailure.DeadlineExceeded _ -> failed(ErrorCode.DEADLINE_EXCEEDED, failure);
            case SalesforceFailure.QueryTimedOut _ -> failed(ErrorCode.SALESFORCE_QUERY_TIMEOUT, failure);
        };
    }

    /** For a request that the web server itself refuses with {@code status}. */
    public static ErrorAnswer ofStatus(Status status) {
        return switch (status.code()) {
            case 404 -> of(ErrorCode.UNKNOWN_PATH, "check the URL");
            case 413 -> of(ErrorCode.PAYLOAD_TOO_LARGE, "send a much smaller body");
            case 414 -> of(ErrorCode.URI_TOO_LONG, "send a shorter URL");
            case 415 -> encoded();
            case 501 -> of(ErrorCode.UNSUPPORTED_TRANSFER_ENCODING, "only chunked is understood");
            case 505 -> of(ErrorCode.HTTP_VERSION_NOT_SUPPORTED, "use HTTP/1.1");
            default ->
                status.code() < 500
                        ? of(
                                ErrorCode.BAD_HTTP_REQUEST,
                                "the request line, a header or the framing of the body is wrong or too long")
                        : bug();
        };
    }

    public static ErrorAnswer tooLarge(int maxBytes) {
        return of(ErrorCode.PAYLOAD_TOO_LARGE, "send a body of at most %d KiB".formatted(maxBytes / 1024));
    }

    public static ErrorAnswer encoded() {
        return of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send the body without a Content-Encoding");
    }

    static ErrorAnswer bug() {
        return of(ErrorCode.INTERNAL_ERROR, "the log has more under this request id");
    }

    private static ErrorAnswer failed(ErrorCode code, SalesforceFailure failure) {
        return new ErrorAnswer(code, message(failure), failure.salesforceCode().orElse(""), List.of());
    }

    private static ErrorAnswer failedFor(ErrorCode code, SalesforceFailure failure, Duration pause) {
        return later(code, message(failure), failure.salesforceCode().orElse(""), pause);
    }

    private static ErrorAnswer later(ErrorCode code, String detail, String salesforceCode, Duration pause) {
        long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
        return new ErrorAnswer(
                code, detail, salesforceCode, List.of(HeaderValues.create(HeaderNames.RETRY_AFTER, seconds)));
    }

    /** For a request that may be repeated after {@code pause}. */
    public static ErrorAnswer later(ErrorCode code, String detail, Duration pause) {
        return later(code, detail, "", pause);
    }

    private static String message(SalesforceFailure failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }

    private static String violations(List<AnswerContract.Violation> violations) {
        return listed(
                violations.stream()
                        .map(violation -> new Problem(violation.location(), violation.rule()))
                        .toList(),
                MAX_VIOLATIONS);
    }

    static ErrorAnswer listing(ErrorCode code, List<Problem> problems) {
        return new ErrorAnswer(code, listed(problems, Problems.MAX_IN_ANSWER), "", List.of(), List.copyOf(problems));
    }

    private static String listed(List<Problem> problems, int most) {
        String listed = problems.stream().limit(most).map(ErrorAnswer::describe).collect(Collectors.joining("; "));
        return problems.size() <= most ? listed : listed + "; and %d more".formatted(problems.size() - most);
    }

    private static String describe(Problem problem) {
        return problem.location().isEmpty() ? problem.message() : problem.toString();
    }
}
