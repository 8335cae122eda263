package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.domain.port.ExecutionHistory;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;

/** Shows the execution history; the URL's parameters say {@link HistoryFilter which part of it}. Thread-safe. */
final class ProfilerEndpoint implements Handler {
    private final ExecutionHistory history;
    private final RequestIds ids;
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withNullValues(true));

    ProfilerEndpoint(ExecutionHistory history, RequestIds ids) {
        this.history = history;
        this.ids = ids;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var filter = HistoryFilter.of(request.query(), ids);
        var body = new JsonBytes();
        jsonb.toJson(ProfilerJson.of(filter.of(history.latest(filter.reach()))), body);
        Replies.send(response, body);
    }
}
