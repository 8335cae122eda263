package io.weir.adapter.in.http.auth;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.exchange.BufferedBody;
import io.weir.adapter.in.http.exchange.RequestBody;

/** An admitted request. It counts towards its caller's concurrency limit until it is closed. Not thread-safe. */
public final class AdmittedRequest implements AutoCloseable {
    private final Authentication.Known known;
    private final BufferedBody body;

    AdmittedRequest(Authentication.Known known, BufferedBody body) {
        this.known = known;
        this.body = body;
    }

    public AuthenticatedCaller caller() {
        return known.caller();
    }

    /** The request's body; throws as {@link RequestBody#textOf(ServerRequest, int)}. */
    public String text() {
        return body.text();
    }

    @Override
    public void close() {
        known.limiter().leave();
    }
}
