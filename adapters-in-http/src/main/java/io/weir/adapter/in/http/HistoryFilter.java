package io.weir.adapter.in.http;

import io.helidon.common.uri.UriQuery;
import io.weir.domain.history.Execution;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;

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
    private static final List<String> PARAMETERS = List.of(LIMIT, OUTCOME, REQUEST, CONTACT, SINCE);

    /** What {@code query} asks for; throws {@link RequestRefused} for what it cannot. */
    static HistoryFilter of(UriQuery query, RequestIds ids) {
        if (!PARAMETERS.containsAll(query.names())) {
            throw refused("the parameters here are " + String.join(", ", PARAMETERS));
        }
        Predicate<Execution> wanted = execution -> true;
        if (query.contains(OUTCOME)) {
            String outcome = value(query, OUTCOME);
            wanted = wanted.and(execution -> execution.outcome().equals(outcome));
        }
        if (query.contains(REQUEST)) {
            String given = value(query, REQUEST);
            String repeatable = ids.repeatable(given);
            wanted = wanted.and(execution ->
                    execution.requestId().equals(given) || execution.requestId().equals(repeatable));
        }
        if (query.contains(CONTACT)) {
            var contact = ids.pseudonyms().ofContact(value(query, CONTACT));
            if (contact.isNone()) {
                throw refused("contact_id is the id of a contact");
            }
            wanted = wanted.and(execution -> execution.contact().equals(contact));
        }
        if (query.contains(SINCE)) {
            var since = instant(value(query, SINCE));
            wanted = wanted.and(execution -> !execution.startedAt().isBefore(since));
        }
        int limit = query.contains(LIMIT) ? limit(value(query, LIMIT)) : MOST;
        boolean all = query.names().stream().allMatch(LIMIT::equals);
        return new HistoryFilter(limit, all ? limit : Integer.MAX_VALUE, wanted);
    }

    /** The runs of {@code newestFirst} that were asked for. */
    List<Execution> of(List<Execution> newestFirst) {
        return newestFirst.stream().filter(wanted).limit(limit).toList();
    }

    /** A parameter without {@code =} has the empty value. */
    private static String value(UriQuery query, String name) {
        return query.first(name).orElse("");
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
