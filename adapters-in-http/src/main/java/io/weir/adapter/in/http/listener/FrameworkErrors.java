package io.weir.adapter.in.http.listener;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorForm;
import io.weir.adapter.in.http.exchange.Replies;
import io.weir.adapter.in.http.exchange.RequestBody;
import io.weir.adapter.in.http.exchange.RequestIds;
import org.jspecify.annotations.Nullable;

/** Answers the errors that the web server itself raises before any route, in the form of Weir's errors. */
final class FrameworkErrors implements DirectHandler {
    private final RequestIds ids;

    private FrameworkErrors(RequestIds ids) {
        this.ids = ids;
    }

    static DirectHandlers handlers(RequestIds ids) {
        var handler = new FrameworkErrors(ids);
        var handlers = DirectHandlers.builder();
        for (var type : EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    /** Whether the web server failed before it had read the request line: the client's error. */
    private static boolean isUnread(TransportRequest request, EventType type) {
        return type == EventType.INTERNAL_ERROR && request.method().isEmpty();
    }

    /** Decides by the status: the event is wrong, for example, for a body that is too large. */
    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var error = RequestBody.hasEncoding(request.headers()) && status.code() == 400
                ? ErrorAnswer.encoded()
                : ErrorAnswer.ofStatus(isUnread(request, type) ? Status.BAD_REQUEST_400 : status);
        String id = ids.of(request.headers());
        var response = TransportResponse.builder()
                .status(error.code().status())
                .header(HeaderValues.create(RequestIds.HEADER, id))
                .header(Replies.NO_STORE)
                .header(Replies.NO_SNIFF)
                .header(Replies.contentType(request.headers()))
                .keepAlive(false);
        error.headers().forEach(response::header);
        return request.method().equals("HEAD")
                ? response.build()
                : response.entity(ErrorForm.PLAIN.written(error, id).toByteArray())
                        .build();
    }
}
