package io.weir.adapter.in.http.listener;

/** A listener cannot open its address: it is in use, not local, or the port needs more privileges. */
public final class CannotListen extends IllegalStateException {
    CannotListen(String host, int port) {
        super("cannot listen on %s:%d: is the port taken, or the address another machine's?".formatted(host, port));
    }
}
