package io.weir.adapter.in.http.exchange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.DeclaredInput;

/**
 * What a request says of itself, whatever it asks.
 *
 * @param requestId what its run is known by, in the answer, the log and the history
 * @param contact for whom it was sent
 * @param timeout how long its caller waits
 */
public record RequestContext(String requestId, Contact contact, RequestTimeout timeout) {
    /** The same as a body says it, in members that every data action has; blank where it does not. A header wins. */
    public record Said(String contactId, String requestId, String timeoutMs) {
        public static final Said NOTHING = new Said("", "", "");

        @Override
        public String toString() {
            return "Said[hidden]";
        }
    }

    /** The contact in CXone that a request belongs to. No {@code toString} shows it. */
    public sealed interface Contact {
        /**
         * One that the request names.
         *
         * @param id 1 to {@value #LONGEST} characters
         */
        record Known(String id) implements Contact {
            @Override
            public String toString() {
                return "Known[hidden]";
            }
        }

        record Unknown() implements Contact {}

        HeaderName HEADER = HeaderNames.create("X-Contact-Id");
        int LONGEST = 64;

        private static Contact of(ServerRequestHeaders headers, String said, Problems problems) {
            String id = (headers.contains(HEADER) ? headers.get(HEADER).get() : said).strip();
            if (id.length() > LONGEST) {
                String most = "at most %d characters".formatted(LONGEST);
                if (headers.contains(HEADER)) {
                    problems.add("", "X-Contact-Id has " + most);
                } else {
                    problems.add("/" + DeclaredInput.CONTACT_ID, most);
                }
                return new Unknown();
            }
            return id.isEmpty() ? new Unknown() : new Known(id);
        }
    }

    /**
     * What {@code headers} say, and {@code said} where they are silent; what cannot be read is noted.
     *
     * @param answersId the id that the answer has so far, by the headers or a new one
     */
    public static RequestContext of(
            ServerRequestHeaders headers, Said said, String answersId, RequestIds ids, Problems problems) {
        boolean bodysId = !RequestIds.isGiven(headers) && RequestIds.isFit(said.requestId());
        return new RequestContext(
                bodysId ? ids.repeatable(said.requestId()) : answersId,
                Contact.of(headers, said.contactId(), problems),
                RequestTimeout.of(headers, said.timeoutMs(), problems));
    }
}
