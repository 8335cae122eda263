package io.weir.adapter.in.http.auth;

import java.util.List;

/** What one credential of a request matches: a registered credential, or the reason why it matches none. */
sealed interface CredentialMatch permits RegisteredCredential, Authentication.Refused {
    /** The matches of a credential that is refused for {@code reason}. */
    static List<CredentialMatch> none(AuthenticationFailure reason) {
        return List.of(new Authentication.Refused(reason));
    }
}
