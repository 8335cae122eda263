package io.weir.adapter.out.sandbox.composite;

import io.weir.adapter.out.sandbox.reply.Json;
import io.weir.adapter.out.sandbox.reply.JsonValue;
import io.weir.adapter.out.sandbox.reply.Reply;
import io.weir.adapter.out.sandbox.route.ApiRequest;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Replies of {@code POST /composite/batch}: up to 25 independent subrequests, each of which counts as an API call.
 */
public final class BatchReplies {
    private static final int MAX_REQUESTS = 25;

    private static final Set<String> MEMBERS = Set.of("batchRequests", "haltOnError");

    private final IntConsumer apiCalls;
    private final Function<ApiRequest, Reply> resources;

    /**
     * @param apiCalls counts calls of the API besides the request itself
     * @param resources replies to one subrequest
     */
    public BatchReplies(IntConsumer apiCalls, Function<ApiRequest, Reply> resources) {
        this.apiCalls = apiCalls;
        this.resources = resources;
    }

    /** The replies to all subrequests, in order. */
    public Reply reply(ApiRequest batch) {
        var body = JsonValue.read(batch.body()).requireObject(MEMBERS);
        var items = body.list("batchRequests");
        if (items.isEmpty()) {
            return Reply.error(400, "JSON_PARSER_ERROR", "The request must contain batchRequests.");
        }
        if (items.size() > MAX_REQUESTS) {
            return Reply.error(400, "LIMIT_EXCEEDED", "The request can't contain more than 25 operations.");
        }
        boolean haltOnError = body.flag("haltOnError");
        var results = new ArrayList<Map<String, @Nullable Object>>();
        boolean failed = false;
        // The request itself is counted as its first subrequest.
        apiCalls.accept(items.size() - 1);
        for (var item : items) {
            var reply = failed && haltOnError
                    ? Reply.error(
                            412,
                            "BATCH_PROCESSING_HALTED",
                            "Batch processing halted, a previous request was unsuccessful")
                    : reply(item);
            failed |= reply.status() >= 400;
            results.add(Json.object("statusCode", reply.status(), "result", Json.read(reply.body())));
        }
        return Reply.ok(Json.object("hasErrors", failed, "results", results));
    }

    private Reply reply(JsonValue item) {
        String url = item.requireObject().text("url");
        String relative = url.startsWith("/") ? url.substring(1) : url;
        String absolute = relative.startsWith("services/data/") ? "/" + relative : "/services/data/" + relative;
        var body = Optional.ofNullable(item.members().get("richInput"));
        var request = new Subrequest(item.text("method"), absolute, "", Map.of(), body);
        if (!request.hasKnownMethod()) {
            return Reply.methodNotAllowed("GET,POST,PATCH,DELETE", request.method());
        }
        boolean nested = (request.resource().size() < 3 && request.resource().contains("composite"))
                || request.resource().contains("batch");
        boolean csv = request.resource().contains("jobs");
        if (!request.hasVersionedUrl() || nested || csv) {
            return Reply.error(400, "INVALID_URL", "The url isn't supported in a batch request.");
        }
        return request.reply(resources);
    }
}
