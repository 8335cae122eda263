package io.weir.adapter.in.http.auth;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.KnownCaller;
import io.weir.adapter.in.http.exchange.BodyOnce;
import io.weir.adapter.in.http.exchange.RequestBody;
import java.util.Optional;

/** A request that was let in, and holds one of its caller's places until it is closed. Not thread-safe. */
public final class Visit implements AutoCloseable {
    private final KnownCaller caller;
    private final Optional<CallerGate> gate;
    private final BodyOnce body;

    Visit(KnownCaller caller, Optional<CallerGate> gate, BodyOnce body) {
        this.caller = caller;
        this.gate = gate;
        this.body = body;
    }

    public KnownCaller caller() {
        return caller;
    }

    /** The request's body; throws as {@link RequestBody#textOf(ServerRequest, int)}. */
    public String text() {
        return body.text();
    }

    @Override
    public void close() {
        gate.ifPresent(CallerGate::leave);
    }
}
