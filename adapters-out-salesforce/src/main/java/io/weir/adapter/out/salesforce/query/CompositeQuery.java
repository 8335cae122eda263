package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.error.ErrorEntry;
import io.weir.adapter.out.salesforce.error.SalesforceErrors;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A query inside a composite request, for one that no URI can hold: Salesforce takes the same URI in a body, at the price of
 * one call.
 *
 * <p>Composite replaces <code>@{id.path}</code> in its requests by what an earlier one answered. There is none here, its id
 * cannot be guessed, and {@code @} and braces go out percent-encoded: what a caller sent stays what it is.
 */
final class CompositeQuery {
    private CompositeQuery() {}

    /** The body that asks for {@code target}, an encoded path with its query. */
    static String body(String target, RandomGenerator random) {
        String id = "r" + HexFormat.of().toHexDigits(random.nextLong());
        return "{\"allOrNone\":false,\"compositeRequest\":[{\"method\":\"GET\",\"referenceId\":\"" + id
                + "\",\"url\":\"" + target + "\"}]}";
    }

    /** The page in the one response that {@code json} holds. Throws the {@link SalesforceFailure} that it tells of instead. */
    static Page read(JsonParser json, Origin instance) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("a composite request was answered without an object");
        }
        Response response = null;
        String name;
        while ((name = json.nextName()) != null) {
            json.nextToken();
            if (name.equals("compositeResponse") && json.currentToken() == JsonToken.START_ARRAY) {
                response = only(json, instance);
            } else {
                json.skipChildren();
            }
        }
        if (response == null) {
            throw new Unreadable("a composite request was answered without a response");
        }
        return response.page();
    }

    private static @Nullable Response only(JsonParser json, Origin instance) {
        Response response = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT || response != null) {
                throw new Unreadable("a composite request of one query has other than one response");
            }
            response = Response.read(json, instance);
        }
        return response;
    }

    /** One response: its status comes behind its body. */
    private static final class Response {
        private int status;
        private @Nullable Page page;
        private final List<ErrorEntry> errors = new ArrayList<>();

        static Response read(JsonParser json, Origin instance) {
            var response = new Response();
            String name;
            while ((name = json.nextName()) != null) {
                var value = json.nextToken();
                switch (name) {
                    case "body" -> response.readBody(json, instance);
                    case "httpStatusCode" ->
                        response.status = value == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : 0;
                    default -> json.skipChildren();
                }
            }
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
