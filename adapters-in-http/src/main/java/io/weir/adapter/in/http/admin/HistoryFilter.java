package io.weir.adapter.in.http.admin;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.history.Execution;
import io.weir.domain.port.ExecutionHistory;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Selects runs by the parameters of a URL. Errors never repeat a parameter's value, which may be a contact's id.
 *
 * @param limit how many runs are selected at most
 * @param reach how many of the newest runs are searched
 * @param condition whether a run is selected
 */
record HistoryFilter(int limit, int reach, Predicate<Execution> condition) {
    static final int MOST = 1_000;
    private static final String LIMIT = "limit";
    private static final String OUTCOME = "outcome";
    private static final String REQUEST = "request_id";
    private static final String CONTACT = "contact_id";
    private static final String SINCE = "since";
    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of(Execution.ANSWERED), Stream.of(ErrorCode.values()).map(ErrorCode::code))
            .toList();
    private static final List<String> PARAMETERS = List.of(LIMIT, OUTCOME, REQUEST, CONTACT, SINCE);

    /** The filter in {@code query}; throws {@link RequestRefused} for unknown parameters and invalid values. */
    static HistoryFilter of(UriQuery query, RequestIds ids) {
        var parameters = UrlParameters.of(query, PARAMETERS);
        var conditions = Stream.of(
                        parameters.value(OUTCOME).map(HistoryFilter::endedWith),
                        parameters.value(REQUEST).map(id -> hasRequestId(id, ids)),
                        parameters.value(CONTACT).map(id -> hasContact(id, ids)),
                        parameters.value(SINCE).map(HistoryFilter::startedSince))
                .flatMap(Optional::stream)
                .toList();
        int limit = parameters.value(LIMIT).map(HistoryFilter::limit).orElse(MOST);
        return new HistoryFilter(
                limit,
                conditions.isEmpty() ? limit : Integer.MAX_VALUE,
                execution -> conditions.stream().allMatch(condition -> condition.test(execution)));
    }

    private static Predicate<Execution> endedWith(String outcome) {
        if (!OUTCOMES.contains(outcome)) {
            throw refused("outcome is one of " + String.join(", ", OUTCOMES));
        }
        return execution -> execution.outcome().equals(outcome);
    }

    private static Predicate<Execution> hasRequestId(String id, RequestIds ids) {
        var forms = List.of(id, ids.repeatable(id));
        return execution -> forms.contains(execution.requestId());
    }

    private static Predicate<Execution> hasContact(String id, RequestIds ids) {
        var contact = ids.pseudonyms().ofContact(id);
        if (contact.isNone()) {
            throw refused("contact_id is the id of a contact");
        }
        return execution -> execution.contact().equals(contact);
    }

    private static Predicate<Execution> startedSince(String time) {
        var since = instant(time);
        return execution -> !execution.startedAt().isBefore(since);
    }

    /** The selected runs of {@code history}, newest first. */
    List<Execution> select(ExecutionHistory history) {
        return history.latest(reach).stream().filter(condition).limit(limit).toList();
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw refused("limit is a whole number from 1 to %d".formatted(MOST));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw refused("since is a time such as 2026-01-31T10:00:00Z");
        }
    }

    private static RequestRefused refused(String detail) {
        return new RequestRefused(ErrorCode.INVALID_REQUEST, detail);
    }
}
