package io.weir.adapter.in.http.webhook;

import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.port.AuditTrail;
import java.time.InstantSource;

/** Sees to it that every request which reaches a route of the data server gets its entry in the audit trail. Thread-safe. */
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
     * A request that comes in; its entry is written when it is told how it {@link AuditedRequest#ended ended}.
     *
     * @param response the answer to it, which has its id already
     * @param asked what is asked for: a name that Weir serves, or {@link Asked#UNKNOWN}
     */
    AuditedRequest begin(ServerResponse response, Asked asked) {
        return new AuditedRequest(response, asked, trail, pseudonyms, clock.instant());
    }
}
