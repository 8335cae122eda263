package io.weir.adapter.out.salesforce.error;

import io.weir.adapter.out.salesforce.error.ErrorCodes.Remedy;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.AccessDenied;
import io.weir.domain.port.SalesforceFailure.CursorLost;
import io.weir.domain.port.SalesforceFailure.Misconfigured;
import io.weir.domain.port.SalesforceFailure.QueryRejected;
import io.weir.domain.port.SalesforceFailure.QueryTimedOut;
import io.weir.domain.port.SalesforceFailure.QuotaExhausted;
import io.weir.domain.port.SalesforceFailure.SessionExpired;
import io.weir.domain.port.SalesforceFailure.Throttled;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.port.SalesforceFailure.UnexpectedError;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns an error response of the data API into exactly one failure.
 *
 * <p>A known error code decides, else the status. Of several entries, the one with the first {@link Remedy} applies. If
 * a code has two meanings, Salesforce's message decides. The failure carries the message in hidden form.
 */
public final class SalesforceErrors {
    /** How messages of busy servers begin, sent with codes for mistakes of the caller. Other messages quote values. */
    private static final List<String> BUSY = List.of(
            "access declined",
            "unable to complete the creation of the query cursor",
            "failed while fetching query cursor data");

    private SalesforceErrors() {}

    /** The failure for a response with {@code status} and {@code entries}. */
    public static SalesforceFailure of(int status, List<ErrorEntry> entries, Duration retryAfter) {
        return entries.stream()
                .flatMap(entry -> remedy(status, entry).map(remedy -> new Decision(remedy, entry)).stream())
                .min(Comparator.comparing(Decision::remedy))
                .map(decision -> byRemedy(decision.remedy(), decision.entry(), retryAfter))
                .orElseGet(() -> byStatus(status, entries, retryAfter));
    }

    private record Decision(Remedy remedy, ErrorEntry entry) {}

    private static Optional<Remedy> remedy(int status, ErrorEntry entry) {
        String message = entry.message().strip().toLowerCase(Locale.ROOT);
        if (status == 400 && BUSY.stream().anyMatch(message::startsWith)) {
            return Optional.of(Remedy.BACK_OFF);
        }
        if (status == 401 && message.contains("not attached to agent")) {
            return Optional.of(Remedy.GRANT_ACCESS);
        }
        var remedy = ErrorCodes.remedy(entry.code());
        if (remedy.isEmpty()) {
            return remedy;
        }
        return switch (remedy.get()) {
            case SPARE_THE_QUOTA ->
                Optional.of(message.contains("concurrent") ? Remedy.BACK_OFF : Remedy.SPARE_THE_QUOTA);
            case LOG_IN_AGAIN ->
                Optional.of(message.contains("not valid for use with") ? Remedy.GRANT_ACCESS : Remedy.LOG_IN_AGAIN);
            case GRANT_ACCESS, CONFIGURE, RESTART, ASK_DIFFERENTLY, ASK_FOR_LESS, BACK_OFF, REPEAT_ONCE -> remedy;
        };
    }

    private static SalesforceFailure byRemedy(Remedy remedy, ErrorEntry entry, Duration retryAfter) {
        String code = entry.code();
        var said = entry.said();
        return switch (remedy) {
            case SPARE_THE_QUOTA -> new QuotaExhausted("the org's daily API requests are used up", code, said);
            case LOG_IN_AGAIN -> new SessionExpired("Salesforce no longer takes the access token", code, said);
            case GRANT_ACCESS ->
                new AccessDenied("Salesforce denies the run-as user or the app what Weir asks for", code, said);
            case CONFIGURE ->
                new Misconfigured("Salesforce does not have what Weir requests, such as its API version", code, said);
            case RESTART -> new CursorLost("Salesforce no longer has the rest of this result", code, said);
            case ASK_DIFFERENTLY -> new QueryRejected(RejectedNames.explain(entry), code, said);
            case ASK_FOR_LESS -> new QueryTimedOut("the query ran too long in Salesforce", code, said);
            case BACK_OFF ->
                code.equals("REQUEST_LIMIT_EXCEEDED")
                        ? new Throttled("too many long requests run in the org at once", code, said, retryAfter)
                        : new Unavailable("Salesforce is too busy or in maintenance", code, said, retryAfter);
            case REPEAT_ONCE -> new UnexpectedError("Salesforce failed without an explanation", code, said);
        };
    }

    private static SalesforceFailure byStatus(int status, List<ErrorEntry> entries, Duration retryAfter) {
        var entry = entries.isEmpty() ? new ErrorEntry("", "") : entries.getFirst();
        String code = entry.code();
        var said = entry.said();
        return switch (status) {
            case 400 -> new QueryRejected("Salesforce refuses the query", code, said);
            case 401 -> new SessionExpired("Salesforce does not take the access token", code, said);
            case 403 -> new AccessDenied("Salesforce denies the run-as user or the app what Weir asks for", code, said);
            case 406 ->
                entries.isEmpty()
                        ? new UnexpectedError("Salesforce's edge refused the request", code, said)
                        : new Misconfigured("Salesforce cannot answer in JSON", code, said);
            case 408 -> new Unavailable("the request reached Salesforce too slowly", code, said, retryAfter);
            case 410 -> new Misconfigured("the API version is retired", code, said);
            case 414, 431 -> new QueryRejected("the query is too long to send", code, said);
            case 420 -> new UnexpectedError("Salesforce's edge has no route to the org", code, said);
            case 429 -> new Throttled("Salesforce asks for fewer requests", code, said, retryAfter);
            case 500 -> new UnexpectedError("Salesforce failed without an explanation", code, said);
            default ->
                switch (status / 100) {
                    case 3 ->
                        new Misconfigured(
                                "Salesforce redirects instead of answering (%d)".formatted(status), code, said);
                    case 4 ->
                        new Misconfigured(
                                "Salesforce refuses the form of Weir's request (%d)".formatted(status), code, said);
                    case 5 ->
                        new Unavailable("Salesforce is unavailable (%d)".formatted(status), code, said, retryAfter);
                    default ->
                        new SalesforceFailure.Unreadable(
                                "Salesforce answered with the unexpected status %d".formatted(status));
                };
        };
    }
}
