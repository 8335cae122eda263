package io.weir.adapter.in.http;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** A request that was let in, and holds one of its caller's places until it is closed. Not thread-safe. */
final class Visit implements AutoCloseable {
    private final Authentication.Known known;
    private final Optional<CallerGate> gate;
    private final BodyOnce body;

    Visit(Authentication.Known known, Optional<CallerGate> gate, BodyOnce body) {
        this.known = known;
        this.gate = gate;
        this.body = body;
    }

    /** Who asks, by which credential, from where. */
    Authentication.Known known() {
        return known;
    }

    KnownCaller caller() {
        return known.caller();
    }

    /** The request's body; throws as {@link RequestBody#textOf(ServerRequest, int)}. */
    String text() {
        return body.text();
    }

    @Override
    public void close() {
        gate.ifPresent(CallerGate::leave);
    }
}
