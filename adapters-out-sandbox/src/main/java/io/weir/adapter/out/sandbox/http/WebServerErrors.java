package io.weir.adapter.out.sandbox.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.weir.adapter.out.sandbox.reply.Reply;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers what the web server itself refuses before any route, such as a broken query string, as the API does. */
final class WebServerErrors implements DirectHandler {
    private final Supplier<String> date;

    private WebServerErrors(Supplier<String> date) {
        this.date = date;
    }

    /**
     * The handlers of all events.
     *
     * @param date the date of an answer
     */
    static DirectHandlers handlers(Supplier<String> date) {
        var handlers = DirectHandlers.builder();
        for (var type : EventType.values()) {
            handlers.addHandler(type, new WebServerErrors(date));
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        // The web server also fails for a request line that it cannot read.
        boolean unread = status.code() == 400 || request.method().isEmpty();
        var reply = unread
                ? Reply.error(
                        400, "UNKNOWN_EXCEPTION", "the request is not valid: see its path, parameters and headers")
                : Reply.error(status.code(), "UNKNOWN_EXCEPTION", status.reasonPhrase());
        var response = TransportResponse.builder()
                .status(Status.create(reply.status()))
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8"))
                .header(HeaderValues.create(HeaderNames.DATE, date.get()))
                .keepAlive(false);
        return request.method().equals("HEAD")
                ? response.build()
                : response.entity(reply.body()).build();
    }
}
