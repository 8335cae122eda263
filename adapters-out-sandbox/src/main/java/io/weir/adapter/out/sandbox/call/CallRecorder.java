package io.weir.adapter.out.sandbox.call;

import io.helidon.http.Header;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.out.sandbox.reply.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Records requests without their secrets. Thread-safe. */
public final class CallRecorder {
    private static final String HIDDEN = "***";
    private static final Set<String> SECRET_PARAMETERS = Set.of(
            "access_token",
            "assertion",
            "client_assertion",
            "client_secret",
            "code",
            "code_verifier",
            "oauth_token",
            "password",
            "refresh_token",
            "sid",
            "token");
    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "cookie", "proxy-authorization", "x-sfdc-session");

    private final CallLog log;

    public CallRecorder(CallLog log) {
        this.log = log;
    }

    /**
     * Records {@code request} as it arrives.
     *
     * @param form whether the body is a form, whose fields are among {@code parameters}
     */
    public CallLog.Entry record(
            ServerRequest request, Parameters parameters, byte[] body, boolean form, CallContent content) {
        return log.add(new RecordedCall(
                request.prologue().method().text(),
                request.path().path(),
                withoutSecrets(parameters.all()),
                headers(request),
                form ? "" : new String(body, StandardCharsets.UTF_8),
                content.soql(),
                0,
                ""));
    }

    private static Map<String, String> withoutSecrets(Map<String, String> parameters) {
        var shown = new HashMap<>(parameters);
        shown.replaceAll((name, value) -> SECRET_PARAMETERS.contains(name) ? HIDDEN : value);
        return shown;
    }

    private static Map<String, String> headers(ServerRequest request) {
        var headers = new TreeMap<String, String>();
        for (Header header : request.headers()) {
            String name = header.headerName().lowerCase();
            String value = String.join(", ", header.allValues());
            headers.put(header.name(), SECRET_HEADERS.contains(name) ? hidden(value) : value);
        }
        return headers;
    }

    /** The scheme of a credential, such as {@code Bearer}, without the credential. */
    private static String hidden(String credential) {
        int space = credential.indexOf(' ');
        return space < 0 ? HIDDEN : credential.substring(0, space + 1) + HIDDEN;
    }
}
