package io.weir.adapter.in.http.exchange;

import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/** A request's body, which is read once, on first use: to check its signature, or to get its text. Not thread-safe. */
public final class BufferedBody {
    private final RequestBody bodies;
    private final ServerRequest request;
    private final int maxBytes;
    private byte @Nullable [] bytes;

    public BufferedBody(RequestBody bodies, ServerRequest request, int maxBytes) {
        this.bodies = bodies;
        this.request = request;
        this.maxBytes = maxBytes;
    }

    public byte[] bytes() {
        byte[] read = bytes;
        if (read == null) {
            read = bodies.bytesOf(request, maxBytes);
            bytes = read;
        }
        return read;
    }

    public String text() {
        return RequestBody.decoded(bytes());
    }
}
