package io.weir.adapter.in.http.auth;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.caller.CallerCredential;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The answer to unauthenticated requests: it lists the schemes that the configured callers use. */
final class Challenge {
    private Challenge() {}

    static ErrorAnswer to(List<RegisteredCredential> credentials) {
        var schemes = new LinkedHashSet<String>();
        var ways = new LinkedHashSet<String>();
        for (var credential : credentials) {
            switch (credential.credential()) {
                case CallerCredential.Key _ -> {
                    schemes.add("Bearer");
                    ways.add("an API key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'");
                }
                case CallerCredential.Token _ -> {
                    schemes.add("Bearer");
                    ways.add("a token as 'Authorization: Bearer <token>'");
                }
                case CallerCredential.Password _ -> {
                    schemes.add("Basic realm=\"weir\", charset=\"UTF-8\"");
                    ways.add("user and password as 'Authorization: Basic'");
                }
                case CallerCredential.Signature _ -> ways.add("a signature as 'webhook-signature'");
                case CallerCredential.Certificate _ -> ways.add("a TLS client certificate");
            }
        }
        if (schemes.isEmpty()) {
            // HTTP requires a scheme with every 401, but defines none for signatures and certificates
            schemes.add("Weir");
        }
        return new ErrorAnswer(
                ErrorCode.UNAUTHORIZED,
                "send one of: " + String.join("; ", ways),
                "",
                List.of(HeaderValues.create(HeaderNames.WWW_AUTHENTICATE, new ArrayList<>(schemes))));
    }
}
