package io.weir.adapter.in.http.listener;

/** An address cannot be listened on: somebody else does, it is none of this machine's, or the port needs more rights. */
public final class CannotListen extends IllegalStateException {
    CannotListen(String host, int port) {
        super("cannot listen on %s:%d: is the port taken, or the address another machine's?".formatted(host, port));
    }
}
