package io.weir.adapter.in.http.webhook;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.port.AuditTrail;
import io.weir.domain.port.Traces;
import java.time.InstantSource;

/** Records every request that reaches a route of the data server in the audit trail, and traces it. Thread-safe. */
public final class RequestAudit {
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

    private final AuditTrail trail;
    private final Traces traces;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;

    /** An audit without traces. */
    public RequestAudit(AuditTrail trail, Pseudonyms pseudonyms, InstantSource clock) {
        this(trail, Traces.OFF, pseudonyms, clock);
    }

    public RequestAudit(AuditTrail trail, Traces traces, Pseudonyms pseudonyms, InstantSource clock) {
        this.trail = trail;
        this.traces = traces;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * Begins the entry of a request; {@link AuditedRequest#ended} records it.
     *
     * @param response the response, which already has the request's id
     * @param asked the served name that the request asks for, or {@link Asked#UNKNOWN}
     */
    AuditedRequest begin(ServerRequest request, ServerResponse response, Asked asked) {
        var startedAt = clock.instant();
        var trace = traces.begin(traceparent(request.headers()), startedAt);
        return new AuditedRequest(response, asked, trail, trace, pseudonyms, startedAt);
    }

    /** The header's value; empty unless there is exactly one. */
    private static String traceparent(ServerRequestHeaders headers) {
        if (!headers.contains(TRACEPARENT)) {
            return "";
        }
        var header = headers.get(TRACEPARENT);
        return header.valueCount() == 1 ? header.get() : "";
    }
}
