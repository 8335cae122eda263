package io.weir.adapter.out.salesforce.query;

import io.weir.adapter.out.salesforce.json.JsonMembers;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.core.JsonParser;

/**
 * A composite request of queries, which costs one API call: for a query that is too long for a URI, or for several.
 *
 * <p>Composite replaces <code>@{id.path}</code> in a request by a part of an earlier response. That cannot happen to a
 * caller's text: the ids are unpredictable, and {@code @} and braces are percent-encoded.
 */
final class CompositeRequest {
    private final List<String> ids = new ArrayList<>();
    private final String body;

    /**
     * @param targets encoded paths with their queries
     * @param random names the queries; must be unpredictable
     */
    CompositeRequest(List<String> targets, RandomGenerator random) {
        var text = new StringBuilder("{\"allOrNone\":false,\"compositeRequest\":[");
        String separator = "";
        for (var target : targets) {
            String id = "r" + HexFormat.of().toHexDigits(random.nextLong());
            ids.add(id);
            text.append(separator)
                    .append("{\"method\":\"GET\",\"referenceId\":\"")
                    .append(id);
            text.append("\",\"url\":\"").append(target).append("\"}");
            separator = ",";
        }
        this.body = text.append("]}").toString();
    }

    /** The JSON to send. */
    String body() {
        return body;
    }

    /**
     * The page in the only response that {@code json} holds, whatever its name. Throws the {@link SalesforceFailure}
     * that it describes.
     */
    static Page onlyPage(JsonParser json, Origin instance) {
        var responses = all(json, instance, Long.MAX_VALUE);
        if (responses.size() != 1) {
            throw new Unreadable("a composite request of one query has other than one response");
        }
        return responses.getFirst().page();
    }

    /**
     * The responses that {@code json} holds, in the order of the request; one that is missing is unreadable. They may
     * come in any order, and some without a name.
     *
     * @param mostBytes the longest body of a response; a longer one is skipped
     */
    List<CompositeResponse> responses(JsonParser json, Origin instance, long mostBytes) {
        var byId = new HashMap<String, CompositeResponse>();
        for (var response : all(json, instance, mostBytes)) {
            byId.putIfAbsent(response.referenceId(), response);
        }
        return ids.stream()
                .map(id -> byId.getOrDefault(id, CompositeResponse.MISSING))
                .toList();
    }

    private static List<CompositeResponse> all(JsonParser json, Origin instance, long mostBytes) {
        var answer = JsonMembers.first(json);
        var responses = new ArrayList<CompositeResponse>();
        answer.member(
                "compositeResponse",
                () -> responses.addAll(
                        answer.items(() -> Optional.of(CompositeResponse.read(json, instance, mostBytes)))));
        return responses;
    }
}
