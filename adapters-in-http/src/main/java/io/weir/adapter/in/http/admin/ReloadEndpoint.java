package io.weir.adapter.in.http.admin;

import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.adapter.in.http.exchange.UrlParameters;
import java.util.List;

/** {@code POST /reload}: reads configuration and data actions again, and says what has changed. Thread-safe. */
record ReloadEndpoint(Reload reload) {
    static final String PATH = "/reload";

    /**
     * The answer to a reload.
     *
     * @param changed what has changed and is in use now
     * @param restartNeeded the keys of settings that need a restart
     */
    public record ReloadJson(List<String> changed, List<String> restartNeeded) {}

    ReloadJson reload(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        var result = reload.now();
        if (!result.problems().isEmpty()) {
            throw new RequestRefused(ErrorCode.INVALID_CONFIGURATION, String.join("; ", result.problems()));
        }
        return new ReloadJson(result.changed(), result.restartNeeded());
    }
}
