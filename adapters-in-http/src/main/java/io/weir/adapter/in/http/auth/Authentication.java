package io.weir.adapter.in.http.auth;

import io.weir.adapter.in.http.answer.AuthenticatedCaller;

/** The result of authenticating a request. */
sealed interface Authentication {
    /** The request is from {@code caller}, whose requests {@code limiter} counts. */
    record Known(AuthenticatedCaller caller, CallerLimiter limiter) implements Authentication {}

    /**
     * The request is not authenticated.
     *
     * @param owner the caller and the id of its credential, {@code caller/id}; empty where they are not known
     */
    record Refused(AuthenticationFailure reason, String owner) implements Authentication, CredentialMatch {
        Refused(AuthenticationFailure reason) {
            this(reason, "");
        }
    }
}
