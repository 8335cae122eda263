package io.weir.adapter.in.http.webhook;

import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.port.AuditTrail;
import java.time.InstantSource;

/** Records an entry in the audit trail for every request that reaches a route of the data server. Thread-safe. */
public final class RequestAudit {
    private final AuditTrail trail;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;

    public RequestAudit(AuditTrail trail, Pseudonyms pseudonyms, InstantSource clock) {
        this.trail = trail;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * Begins the entry of a request; {@link AuditedRequest#ended} records it.
     *
     * @param response the response, which already has the request's id
     * @param asked the served name that the request asks for, or {@link Asked#UNKNOWN}
     */
    AuditedRequest begin(ServerResponse response, Asked asked) {
        return new AuditedRequest(response, asked, trail, pseudonyms, clock.instant());
    }
}
