package io.weir.adapter.in.http.auth;

/** What one credential of a request comes to. */
sealed interface Finding {
    record Opens(CallerDoor door) implements Finding {}

    record Fails(AuthenticationFailure reason) implements Finding {}
}
