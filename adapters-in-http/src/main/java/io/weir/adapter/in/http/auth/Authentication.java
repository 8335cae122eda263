package io.weir.adapter.in.http.auth;

import io.weir.adapter.in.http.answer.AuthenticatedCaller;

/** Who a request is from. */
sealed interface Authentication {
    /** Somebody whom the operator knows. */
    record Known(AuthenticatedCaller caller) implements Authentication {}

    /** Who shows nothing. */
    record Unknown() implements Authentication {}

    /**
     * Who shows something that does not open.
     *
     * @param owner whose credential it is, with its id, where that much is known; else empty
     */
    record Refused(AuthenticationFailure reason, String owner) implements Authentication {}
}
