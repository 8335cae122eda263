package io.weir.adapter.in.http.admin;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.webserver.http.ServerRequest;
import io.weir.adapter.in.http.admin.CallersJson.CallerJson;
import io.weir.adapter.in.http.auth.AccessControl;
import io.weir.adapter.in.http.caller.CallerAccess;
import io.weir.adapter.in.http.exchange.UrlParameters;
import io.weir.adapter.in.http.webhook.RequestCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows the callers, what they may do, and what they do. Thread-safe. */
record CallersEndpoint(AdminServer.CallerInsight callers, MeterRegistry meters) {
    CallersJson callers(ServerRequest request) {
        UrlParameters.of(request.query(), List.of());
        var inFlight = callers.inFlight().get();
        var counts = RequestCounts.of(meters).byCaller();
        var recent = callers.recent().get();
        var configured = callers.configured().get();
        var shown = new ArrayList<CallerJson>();
        for (var access : configured) {
            shown.add(CallerJson.of(
                    access,
                    callers.calls(),
                    inFlight.getOrDefault(access.name(), 0),
                    recent.get(access.name()),
                    counts.getOrDefault(access.name(), Map.of())));
        }
        var names = configured.stream().map(CallerAccess::name).toList();
        counts.forEach((name, outcomes) -> {
            if (!names.contains(name)) {
                shown.add(CallerJson.unconfigured(name, recent.get(name), outcomes));
            }
        });
        return new CallersJson(shown, AccessControl.failures(meters));
    }
}
