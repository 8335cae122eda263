package io.weir.adapter.in.http.admin;

import static io.weir.adapter.in.http.admin.ProfilerParameters.refused;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution.Served;
import io.weir.domain.history.HistoryCursor;
import io.weir.domain.history.HistoryQuery;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads which runs a URL asks for. */
final class HistoryParameters {
    static final String REQUEST = "request_id";
    private static final String CONTACT = "contact_id";
    private static final String SERVED = "served";
    private static final String SLOWER_THAN = "slower_than";
    private static final String CURSOR = "cursor";
    private static final List<String> PARAMETERS = List.of(
            ProfilerParameters.LIMIT,
            ProfilerParameters.OUTCOME,
            REQUEST,
            CONTACT,
            ProfilerParameters.SINCE,
            ProfilerParameters.UNTIL,
            ProfilerParameters.ACTION,
            ProfilerParameters.CALLER,
            ProfilerParameters.SHAPE,
            SERVED,
            SLOWER_THAN,
            ProfilerParameters.INSTANCE,
            CURSOR);

    private HistoryParameters() {}

    /** The runs that {@code query} asks for; throws {@link RequestRefused} for unknown or invalid parameters. */
    static HistoryQuery of(UriQuery query, RequestIds ids, Instant now) {
        var url = UrlParameters.of(query, PARAMETERS);
        var parameters = new ProfilerParameters(url, now);
        var since = parameters.time(ProfilerParameters.SINCE);
        var until = parameters.time(ProfilerParameters.UNTIL);
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw refused("until is later than since");
        }
        return new HistoryQuery(
                parameters.runs(),
                parameters.choice(SERVED, Served.class),
                url.value(CONTACT).map(id -> contact(id, ids)),
                url.value(REQUEST).map(id -> requestIds(id, ids)).orElse(Set.of()),
                since,
                until,
                parameters.duration(SLOWER_THAN),
                url.value(CURSOR).map(HistoryParameters::cursor),
                parameters.limit(ProfilerParameters.MOST));
    }

    /** The contact whose runs {@code query} wants deleted, which must be its only parameter. */
    static ContactHash contact(UriQuery query, RequestIds ids) {
        return contact(UrlParameters.of(query, List.of(CONTACT)).value(CONTACT).orElse(""), ids);
    }

    /** The ids that the history may have for a request with {@code id}. */
    static Set<String> requestIds(String id, RequestIds ids) {
        return Stream.of(id, ids.repeatable(id)).collect(Collectors.toSet());
    }

    private static ContactHash contact(String id, RequestIds ids) {
        var contact = ids.pseudonyms().ofContact(id);
        if (contact.isNone()) {
            throw refused("contact_id is the id of a contact");
        }
        return contact;
    }

    private static HistoryCursor cursor(String text) {
        try {
            return HistoryCursor.parse(text);
        } catch (IllegalArgumentException _) {
            throw refused("cursor is the next_cursor of an earlier answer, unchanged");
        }
    }
}
