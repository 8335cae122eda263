package io.weir.adapter.in.http.admin;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.HistoryCursor;
import io.weir.domain.history.HistoryQuery;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads which runs a URL asks for. Throws {@link InvalidParameter} for values that cannot be used. */
final class HistoryParameters {
    static final String REQUEST = "request_id";
    private static final String CONTACT = "contact_id";
    private static final String CURSOR = "cursor";
    private static final List<String> PARAMETERS = Stream.concat(
                    Stream.of(RunParameters.LIMIT, CURSOR, REQUEST, CONTACT), RunParameters.SELECTION.stream())
            .toList();

    private HistoryParameters() {}

    /** The runs that {@code query} asks for. */
    static HistoryQuery of(UriQuery query, RequestIds ids, Instant now) {
        var url = UrlParameters.of(query, PARAMETERS);
        var parameters = new RunParameters(url::value, now);
        var selected = parameters.selection(parameters.limit(RunParameters.MOST));
        var ofRequest = url.value(REQUEST)
                .map(id -> selected.withRequestIds(requestIds(id, ids)))
                .orElse(selected);
        var ofContact = url.value(CONTACT)
                .map(id -> ofRequest.withContact(contact(id, ids)))
                .orElse(ofRequest);
        return url.value(CURSOR).map(text -> ofContact.withAfter(cursor(text))).orElse(ofContact);
    }

    /** The contact whose runs {@code query} wants deleted, which must be its only parameter. */
    static ContactHash contact(UriQuery query, RequestIds ids) {
        return UrlParameters.of(query, List.of(CONTACT))
                .value(CONTACT)
                .map(id -> contact(id, ids))
                .orElseThrow(() -> new InvalidParameter(
                        CONTACT, "is missing; name the contact whose runs to delete: /profiler?contact_id=…"));
    }

    /** The ids that the history may have for a request with {@code id}. */
    static Set<String> requestIds(String id, RequestIds ids) {
        return Stream.of(id, ids.repeatable(id)).collect(Collectors.toSet());
    }

    private static ContactHash contact(String id, RequestIds ids) {
        var contact = ids.pseudonyms().ofContact(id);
        if (contact.isNone()) {
            throw new InvalidParameter(CONTACT, "is blank; write the id of a contact");
        }
        return contact;
    }

    private static HistoryCursor cursor(String text) {
        try {
            return HistoryCursor.parse(text);
        } catch (IllegalArgumentException _) {
            throw new InvalidParameter(CURSOR, "is not a cursor; copy next_cursor of an earlier answer, unchanged");
        }
    }
}
