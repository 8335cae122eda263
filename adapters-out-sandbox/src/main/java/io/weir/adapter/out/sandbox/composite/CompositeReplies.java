package io.weir.adapter.out.sandbox.composite;

import io.weir.adapter.out.sandbox.org.SandboxOrg;
import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replies of {@code POST /composite}: up to 25 subrequests in order, of which later ones refer to the replies of
 * earlier ones. A composite request counts as one API call.
 */
public final class CompositeReplies {
    private static final int MAX_REQUESTS = 25;
    private static final int MAX_QUERIES = 5;
    private static final int FIRST_STRICT_VERSION = 52;
    private static final Pattern REFERENCE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_]*");
    private static final List<String> RESOURCES = List.of("sobjects", "query", "queryAll", "composite");
    private static final Set<String> MEMBERS = Set.of("allOrNone", "collateSubrequests", "compositeRequest");
    private static final String HALTED = "PROCESSING_HALTED";

    private final SandboxOrg org;
    private final Function<ApiRequest, Reply> resources;

    /**
     * @param resources replies to one subrequest
     */
    public CompositeReplies(SandboxOrg org, Function<ApiRequest, Reply> resources) {
        this.org = org;
        this.resources = resources;
    }

    /** The composite resources. */
    public static Reply list(ApiRequest request) {
        var list = Json.object();
        for (String resource : List.of("tree", "batch", "sobjects")) {
            list.put(resource, "/services/data/%s/composite/%s".formatted(request.version(), resource));
        }
        return Reply.ok(list);
    }

    /** The replies to all subrequests, in order. */
    public Reply reply(ApiRequest composite) {
        var body = JsonValue.read(composite.body()).requireObject(MEMBERS);
        var items = body.list("compositeRequest");
        if (items.isEmpty()) {
            return Reply.error(400, "JSON_PARSER_ERROR", "The request must contain a compositeRequest.");
        }
        var requests = items.stream().map(Subrequest::of).toList();
        return refusal(requests, composite.versionNumber())
                .orElseGet(() -> new Run(composite.versionNumber()).reply(requests, body.flag("allOrNone")));
    }

    /** The reply to a request that fails as a whole. */
    private static Optional<Reply> refusal(List<Subrequest> requests, int version) {
        var ids = new HashSet<String>();
        for (var request : requests) {
            String id = request.referenceId();
            if (request.setsInheritedHeader()) {
                return Optional.of(Reply.error(
                        400,
                        "JSON_PARSER_ERROR",
                        "The Accept, Authorization and Content-Type headers can't be set in a subrequest."));
            }
            if (version >= FIRST_STRICT_VERSION && !REFERENCE_ID.matcher(id).matches()) {
                return Optional.of(Reply.error(
                        400,
                        "JSON_PARSER_ERROR",
                        "Provided referenceId ('%s') must start with a letter or a number, and it can contain only"
                                        .formatted(id)
                                + " letters, numbers and underscores ('_')."));
            }
            if (!ids.add(id)) {
                return Optional.of(Reply.error(
                        400, "JSON_PARSER_ERROR", "Duplicate referenceId: each referenceId must be unique."));
            }
        }
        if (requests.size() > MAX_REQUESTS) {
            return Optional.of(limitExceeded("The request can't contain more than 25 operations."));
        }
        return requests.stream().filter(Subrequest::isQueryOrCollection).count() > MAX_QUERIES
                ? Optional.of(limitExceeded("The request can't contain more than 5 query operations."))
                : Optional.empty();
    }

    private static Reply limitExceeded(String message) {
        return response(List.of(result(Reply.error(400, "LIMIT_EXCEEDED", message), null)));
    }

    private static Reply response(List<Map<String, @Nullable Object>> results) {
        return Reply.ok(Json.object("compositeResponse", results));
    }

    private static Map<String, @Nullable Object> result(Reply reply, @Nullable String referenceId) {
        return Json.object(
                "body", Json.read(reply.body()),
                "httpHeaders", reply.headers(),
                "httpStatusCode", reply.status(),
                "referenceId", referenceId);
    }

    /** One composite in progress. */
    private final class Run {
        private final References references;

        Run(int version) {
            this.references = new References(version >= FIRST_STRICT_VERSION);
        }

        Reply reply(List<Subrequest> requests, boolean allOrNone) {
            return allOrNone ? allOrNone(requests) : each(requests);
        }

        private Reply each(List<Subrequest> requests) {
            return response(requests.stream()
                    .map(request -> result(run(request), request.referenceId()))
                    .toList());
        }

        private Reply allOrNone(List<Subrequest> requests) {
            return org.transaction(transaction -> {
                var replies = new ArrayList<Reply>();
                for (var request : requests) {
                    replies.add(run(request));
                    if (failed(request, replies.getLast())) {
                        transaction.rollBack();
                        return rolledBack(requests, replies.size() - 1, replies.getLast());
                    }
                }
                var results = new ArrayList<Map<String, @Nullable Object>>();
                for (int i = 0; i < replies.size(); i++) {
                    results.add(result(replies.get(i), requests.get(i).referenceId()));
                }
                return response(results);
            });
        }

        /** Only the failed subrequest keeps its result, in which a collection still lists ids of records that are gone. */
        private Reply rolledBack(List<Subrequest> requests, int failed, Reply failure) {
            var results = new ArrayList<Map<String, @Nullable Object>>();
            for (int i = 0; i < requests.size(); i++) {
                var reply = i == failed
                        ? failure
                        : Reply.error(
                                400,
                                HALTED,
                                "The transaction was rolled back since another operation in the same transaction"
                                        + " failed.");
                results.add(result(reply, requests.get(i).referenceId()));
            }
            return response(results);
        }

        private static boolean failed(Subrequest request, Reply reply) {
            boolean partly = request.isCollection()
                    && !request.method().equals("GET")
                    && reply.status() == 200
                    && JsonValue.read(reply.body()).items().stream().anyMatch(CompositeReplies::isFailure);
            return reply.status() >= 300 || partly;
        }

        private Reply run(Subrequest request) {
            if (!request.hasKnownMethod()) {
                return Reply.methodNotAllowed("GET,POST,PATCH,DELETE", request.method());
            }
            try {
                var reply = reply(request.resolved(references));
                if (reply.status() < 300) {
                    references.put(request.referenceId(), reply.body());
                }
                return reply;
            } catch (References.Unresolved unresolved) {
                return Reply.error(400, HALTED, String.valueOf(unresolved.getMessage()));
            }
        }

        private Reply reply(Subrequest request) {
            if (!request.hasVersionedUrl()) {
                return Reply.error(400, "INVALID_URL", "The url must begin with /services/data/vXX.X/.");
            }
            if (!supported(request)) {
                return Reply.error(400, "INVALID_URL", "The resource isn't supported in a composite request.");
            }
            return request.reply(resources);
        }

        private static boolean supported(Subrequest request) {
            var resource = request.resource();
            return !resource.isEmpty()
                    && RESOURCES.contains(resource.getFirst())
                    && (!resource.getFirst().equals("composite") || request.isCollection());
        }
    }

    private static boolean isFailure(JsonValue item) {
        var success = item.members().get("success");
        return success != null && Boolean.FALSE.equals(success.value());
    }
}
