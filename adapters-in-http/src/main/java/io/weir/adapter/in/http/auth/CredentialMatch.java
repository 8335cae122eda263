package io.weir.adapter.in.http.auth;

/** What one credential of a request comes to. */
sealed interface CredentialMatch {
    record Opens(RegisteredCredential credential) implements CredentialMatch {}

    record Fails(AuthenticationFailure reason) implements CredentialMatch {}
}
