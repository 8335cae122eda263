package io.weir.adapter.in.http.admin;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.history.Execution;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which runs an operator asks for, by the parameters of the URL. Answers never repeat what a parameter says: it may be a contact's
 * id.
 *
 * @param limit how many at most
 * @param reach among how many of the newest they are to be found
 * @param wanted whether a run is one of them
 */
record HistoryFilter(int limit, int reach, Predicate<Execution> wanted) {
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

    /** What {@code query} asks for; throws {@link RequestRefused} for what it cannot. */
    static HistoryFilter of(UriQuery query, RequestIds ids) {
        var parameters = UrlParameters.of(query, PARAMETERS);
        var conditions = Stream.of(
                        parameters.value(OUTCOME).map(HistoryFilter::endedWith),
                        parameters.value(REQUEST).map(id -> isKnownBy(id, ids)),
                        parameters.value(CONTACT).map(id -> isAbout(id, ids)),
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

    private static Predicate<Execution> isKnownBy(String id, RequestIds ids) {
        var either = List.of(id, ids.repeatable(id));
        return execution -> either.contains(execution.requestId());
    }

    private static Predicate<Execution> isAbout(String id, RequestIds ids) {
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

    /** The runs of {@code newestFirst} that were asked for. */
    List<Execution> of(List<Execution> newestFirst) {
        return newestFirst.stream().filter(wanted).limit(limit).toList();
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // told below, in the same words as a number out of range
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
