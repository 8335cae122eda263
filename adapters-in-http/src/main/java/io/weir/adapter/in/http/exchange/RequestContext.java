package io.weir.adapter.in.http.exchange;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.weir.adapter.in.http.json.Problems;
import io.weir.domain.action.DeclaredInput;
import java.util.Optional;

/**
 * The request id, the contact and the timeout of a request, from its headers or its body.
 *
 * @param requestId the id in the answer, the log and the history
 * @param contact the contact that the request is about
 */
public record RequestContext(String requestId, Contact contact, RequestTimeout timeout) {
    /** The values in the body, in members that every data action has; blank if absent. Headers take precedence. */
    public record Said(String contactId, String requestId, String timeoutMs) {
        public static final Said NOTHING = new Said("", "", "");

        @Override
        public String toString() {
            return "Said[hidden]";
        }
    }

    /** The CXone contact that a request is about. No {@code toString} shows it. */
    public sealed interface Contact {
        /**
         * A contact that the request names.
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

        /** The id; empty if the request names none. */
        default Optional<String> known() {
            return this instanceof Known(var id) ? Optional.of(id) : Optional.empty();
        }

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
     * Reads {@code headers}, and {@code said} for what they do not contain. Invalid values are added to
     * {@code problems}.
     *
     * @param answersId the id that the response has so far: the one in the headers, or a generated one
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
