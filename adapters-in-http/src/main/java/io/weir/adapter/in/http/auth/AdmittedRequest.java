package io.weir.adapter.in.http.auth;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.exchange.BufferedBody;
import io.weir.adapter.in.http.exchange.RequestBody;
import java.util.Optional;

/** A request that was let in, and holds one of its caller's places until it is closed. Not thread-safe. */
public final class AdmittedRequest implements AutoCloseable {
    private final AuthenticatedCaller caller;
    private final Optional<CallerLimiter> limiter;
    private final BufferedBody body;

    AdmittedRequest(AuthenticatedCaller caller, Optional<CallerLimiter> limiter, BufferedBody body) {
        this.caller = caller;
        this.limiter = limiter;
        this.body = body;
    }

    public AuthenticatedCaller caller() {
        return caller;
    }

    /** The request's body; throws as {@link RequestBody#textOf(ServerRequest, int)}. */
    public String text() {
        return body.text();
    }

    @Override
    public void close() {
        limiter.ifPresent(CallerLimiter::leave);
    }
}
