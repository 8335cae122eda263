package io.weir.adapter.in.http.auth;

import io.helidon.common.uri.UriQuery;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import java.util.Locale;
import java.util.Set;

/** Refuses requests with a credential in their URL, which proxies and browsers log. */
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

    /** Throws {@link RequestRefused} if a parameter of {@code query} has the name of a credential. */
    static void refuse(UriQuery query) {
        if (query.isEmpty()) {
            return;
        }
        for (String name : query.names()) {
            if (NAMES.contains(name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""))) {
                throw new RequestRefused(
                        ErrorCode.CREDENTIALS_IN_URL,
                        "send credentials in a header; replace this one, because a credential in a URL is logged on"
                                + " its way");
            }
        }
    }
}
