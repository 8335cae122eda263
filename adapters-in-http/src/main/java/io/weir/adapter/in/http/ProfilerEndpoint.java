package io.weir.adapter.in.http;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.domain.port.ExecutionHistory;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;

/** Shows the execution history; {@code ?limit=} says how much of it. Thread-safe. */
final class ProfilerEndpoint implements Handler {
    private static final int MOST = 1_000;

    private final ExecutionHistory history;
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withNullValues(true));

    ProfilerEndpoint(ExecutionHistory history) {
        this.history = history;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        int limit = limit(request.query().first("limit").orElse(""));
        if (limit < 1 || limit > MOST) {
            Replies.send(
                    request,
                    response,
                    ErrorAnswer.of(ErrorCode.INVALID_REQUEST, "limit is a whole number from 1 to %d".formatted(MOST)));
            return;
        }
        var body = new JsonBytes();
        jsonb.toJson(ProfilerJson.of(history.latest(limit)), body);
        Replies.send(response, body);
    }

    /** The limit that {@code text} asks for; 0 if it asks for none. */
    private static int limit(String text) {
        if (text.isEmpty()) {
            return MOST;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
