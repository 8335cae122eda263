package io.weir.adapter.in.http.tls;

/** Certificates or keys cannot be used. The message explains it to the operator and contains no secret. */
public final class UnusableTls extends IllegalArgumentException {
    UnusableTls(String message) {
        super(message);
    }

    UnusableTls(String message, Throwable cause) {
        super(message, cause);
    }
}
