package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.error.SalesforceErrors;
import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A query inside a composite request, for a query that is too long for a URI. It costs one API call, as in a URI.
 *
 * <p>Composite replaces <code>@{id.path}</code> in a request by a part of an earlier response. That cannot happen to a
 * caller's text: there is no earlier request, its id would be unpredictable, and {@code @} and braces are
 * percent-encoded.
 */
final class CompositeQuery {
    private CompositeQuery() {}

    /** The body that requests {@code target}, an encoded path with its query. */
    static String body(String target, RandomGenerator random) {
        String id = "r" + HexFormat.of().toHexDigits(random.nextLong());
        return "{\"allOrNone\":false,\"compositeRequest\":[{\"method\":\"GET\",\"referenceId\":\"" + id
                + "\",\"url\":\"" + target + "\"}]}";
    }

    /**
     * The page in the only response that {@code json} holds. Throws the {@link SalesforceFailure} that it describes.
     */
    static Page read(JsonParser json, Origin instance) {
        var answer = JsonMembers.first(json);
        var responses = new ArrayList<Response>();
        answer.member(
                "compositeResponse",
                () -> responses.addAll(answer.items(() -> Optional.of(Response.read(json, instance)))));
        if (responses.size() != 1) {
            throw new Unreadable("a composite request of one query has other than one response");
        }
        return responses.getFirst().page();
    }

    /** One response. Its status follows its body. */
    private static final class Response {
        private int status;
        private @Nullable Page page;
        private final List<ErrorEntry> errors = new ArrayList<>();

        static Response read(JsonParser json, Origin instance) {
            var response = new Response();
            var members = new JsonMembers(json);
            members.members(name -> {
                switch (name) {
                    case "body" -> response.readBody(json, instance);
                    case "httpStatusCode" -> response.status = (int) members.number();
                    default -> members.skip();
                }
            });
            return response;
        }

        private void readBody(JsonParser json, Origin instance) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                page = PageReader.read(json, instance);
            } else {
                ErrorEntry.read(json, errors);
            }
        }

        Page page() {
            if (status == 200 && page != null) {
                return page;
            }
            throw SalesforceErrors.of(status, errors, Duration.ZERO);
        }
    }
}
