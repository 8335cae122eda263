package io.weir.adapter.in.http.listener;

import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.exchange.Replies;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** A health check on the data listener, which answers 200 or 503 without details. Thread-safe. */
public record HealthEndpoint(BooleanSupplier up) implements Handler {
    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DOWN = "{\"status\":\"DOWN\"}".getBytes(StandardCharsets.UTF_8);

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        boolean isUp = up.getAsBoolean();
        response.status(isUp ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        response.header(Replies.JSON);
        response.send(isUp ? UP : DOWN);
    }
}
