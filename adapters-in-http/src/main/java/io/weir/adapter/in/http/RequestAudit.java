package io.weir.adapter.in.http;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.domain.history.AuditEntry.ActionName;
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
     * @param action what is asked for: a name that Weir serves, or {@link ActionName#UNKNOWN}
     */
    AuditedRequest begin(ServerRequest request, ServerResponse response, ActionName action) {
        return new AuditedRequest(request, response, action, trail, pseudonyms, clock.instant());
    }

    /** Answers every request with {@code error}, and says so in the audit trail. */
    Handler refusing(ActionName action, ErrorAnswer error) {
        return (request, response) -> {
            begin(request, response, action).ended(error.code());
            Replies.send(request, response, error);
        };
    }
}
