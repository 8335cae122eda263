package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.JsonBytes;
import io.weir.adapter.in.http.exchange.Replies;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.Instant;
import java.util.function.Function;

/** Answers a request with the result of {@code endpoint} as JSON. What it throws is for the server's error handler. */
record JsonHandler(Function<ServerRequest, Object> endpoint) implements Handler {
    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withAdapters(new Timestamps()));

    /** Instants as {@code 2026-01-31T10:00:00.120Z}. Public for JSON binding only. */
    public static final class Timestamps implements JsonbAdapter<Instant, String> {
        @Override
        public String adaptToJson(Instant time) {
            return ProfilerJson.timestamp(time);
        }

        @Override
        public Instant adaptFromJson(String text) {
            return Instant.parse(text);
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var body = new JsonBytes();
        JSONB.toJson(endpoint.apply(request), body);
        Replies.send(response, body);
    }
}
