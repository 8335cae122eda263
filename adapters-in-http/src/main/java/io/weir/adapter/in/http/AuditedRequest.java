package io.weir.adapter.in.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.history.AuditEntry.ActionName;
import io.weir.domain.history.AuditEntry.CallerName;
import io.weir.domain.history.AuditEntry.ClientAddress;
import io.weir.domain.history.AuditEntry.OutcomeCode;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.port.AuditTrail;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;

/** One request, as the audit trail will tell it. Not thread-safe. */
final class AuditedRequest {
    private static final HeaderName CONTACT = HeaderNames.create("X-Contact-Id");

    private final AuditTrail audit;
    private final Pseudonyms pseudonyms;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private final ActionName action;
    private final RequestTrail trail;
    private CallerName caller = CallerName.UNKNOWN;
    private ClientAddress client;

    AuditedRequest(
            ServerRequest request,
            ServerResponse response,
            ActionName action,
            AuditTrail audit,
            Pseudonyms pseudonyms,
            Instant startedAt) {
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.startedAt = startedAt;
        this.action = action;
        this.client = addressOf(request.remotePeer().address());
        var headers = request.headers();
        this.trail = new RequestTrail(
                RequestId.made(RequestIds.in(response.headers())),
                headers.contains(CONTACT)
                        ? pseudonyms.ofContact(headers.get(CONTACT).get())
                        : ContactHash.NONE);
    }

    /** What goes down to the run. */
    RequestTrail trail() {
        return trail;
    }

    /** Who asks is known now. */
    void by(CallerName caller) {
        this.caller = caller;
    }

    /** The request came from {@code client}, through proxies that are trusted. */
    void from(ClientAddress client) {
        this.client = client;
    }

    /** The body says whom the request is about; only the hash of {@code contactId} is kept. */
    void isAbout(String contactId) {
        trail.isAbout(pseudonyms.ofContact(contactId));
    }

    void ended(ErrorCode code) {
        ended(new OutcomeCode(code.code()));
    }

    /** Writes the entry. */
    void ended(OutcomeCode outcome) {
        audit.record(new AuditEntry(
                startedAt,
                trail.requestId(),
                caller,
                client,
                action,
                trail.shape(),
                trail.rows(),
                outcome,
                trail.contact(),
                Duration.ofNanos(System.nanoTime() - startedNanos)));
    }

    private static ClientAddress addressOf(SocketAddress peer) {
        if (!(peer instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return ClientAddress.UNKNOWN;
        }
        String address = inet.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        return new ClientAddress(zone < 0 ? address : address.substring(0, zone));
    }
}
