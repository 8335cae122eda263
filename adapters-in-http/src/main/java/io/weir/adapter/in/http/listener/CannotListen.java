package io.weir.adapter.in.http.listener;

/** A listener cannot open its address: it is in use, not local, or the port needs more privileges. */
public final class CannotListen extends IllegalStateException {
    CannotListen(String host, int port) {
        super(("cannot listen on %s:%d: another program has the port, or another machine the address; choose another"
                        + " port or address")
                .formatted(host, port));
    }
}
