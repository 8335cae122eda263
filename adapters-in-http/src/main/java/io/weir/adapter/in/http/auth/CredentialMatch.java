package io.weir.adapter.in.http.auth;

/** What one credential of a request matches: a registered credential, or the reason why it matches none. */
sealed interface CredentialMatch permits RegisteredCredential, Authentication.Refused {}
