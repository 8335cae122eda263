package io.weir.adapter.in.http.auth;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import java.util.Locale;
import java.util.Set;

/** Refuses requests that carry a credential in their URL, which proxies, scripts and browsers write down. */
final class CredentialsInUrl {
    /** In lower case, without hyphens and underscores. */
    private static final Set<String> NAMES = Set.of(
            "apikey",
            "xapikey",
            "key",
            "token",
            "accesstoken",
            "idtoken",
            "bearer",
            "jwt",
            "authorization",
            "auth",
            "password",
            "passwd",
            "pwd",
            "secret",
            "clientsecret",
            "signature",
            "webhooksignature",
            "sig");

    private CredentialsInUrl() {}

    /** Throws {@link RequestRefused} if a parameter of {@code query} is named like a credential; its value is not looked at. */
    static void refuse(UriQuery query) {
        if (query.isEmpty()) {
            return;
        }
        for (String name : query.names()) {
            if (NAMES.contains(name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""))) {
                throw new RequestRefused(
                        ErrorCode.CREDENTIALS_IN_URL,
                        "send credentials in a header; one that was sent in a URL has been written down on its way, so"
                                + " replace it");
            }
        }
    }
}
