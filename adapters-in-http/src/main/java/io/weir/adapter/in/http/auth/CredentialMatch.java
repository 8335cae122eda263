package io.weir.adapter.in.http.auth;

import java.util.List;

/**
 * What one credential of a request matches: a registered credential, or the reason why it matches none, or that this
 * cannot be determined now.
 */
sealed interface CredentialMatch permits RegisteredCredential, Authentication.Refused, CredentialMatch.Undetermined {
    /** A token may be right, but the keys of its issuer are not known. */
    record Undetermined() implements CredentialMatch {}

    /** The matches of a credential that is refused for {@code reason}. */
    static List<CredentialMatch> none(AuthenticationFailure reason) {
        return List.of(new Authentication.Refused(reason));
    }
}
