package io.weir.adapter.in.http.tls;

/** Certificates and keys that no server can use. The message says why, in words for the operator, and holds no secret. */
public final class UnusableTls extends IllegalArgumentException {
    UnusableTls(String message) {
        super(message);
    }

    UnusableTls(String message, Throwable cause) {
        super(message, cause);
    }
}
