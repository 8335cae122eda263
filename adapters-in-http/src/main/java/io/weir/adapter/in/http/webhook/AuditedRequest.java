package io.weir.adapter.in.http.webhook;

import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerResponse;
import io.weir.adapter.in.http.answer.AuthenticatedCaller;
import io.weir.adapter.in.http.exchange.Paths;
import io.weir.adapter.in.http.exchange.Pseudonyms;
import io.weir.adapter.in.http.exchange.RequestContext.Contact;
import io.weir.adapter.in.http.exchange.RequestIds;
import io.weir.domain.history.AuditEntry;
import io.weir.domain.history.AuditEntry.Asked;
import io.weir.domain.history.AuditEntry.BusinessOutcome;
import io.weir.domain.history.AuditEntry.CallerName;
import io.weir.domain.history.AuditEntry.ClientAddress;
import io.weir.domain.history.AuditEntry.OutcomeCode;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.FinishedRequest;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.port.AuditTrail;
import io.weir.domain.port.Traces.RequestTrace;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Collects what the audit trail records about one request and what its trace reports. Not thread-safe. */
final class AuditedRequest {
    private final AuditTrail audit;
    private final RequestTrace trace;
    private final Pseudonyms pseudonyms;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private final Asked asked;
    private final RequestTrail trail;
    private CallerName caller = CallerName.UNKNOWN;
    private ClientAddress client = ClientAddress.UNKNOWN;
    private @Nullable AuditEntry entry;

    AuditedRequest(
            ServerResponse response,
            Asked asked,
            AuditTrail audit,
            RequestTrace trace,
            Pseudonyms pseudonyms,
            Instant startedAt) {
        this.audit = audit;
        this.trace = trace;
        this.pseudonyms = pseudonyms;
        this.startedAt = startedAt;
        this.asked = asked;
        this.trail = new RequestTrail(RequestId.made(RequestIds.in(response.headers())), ContactHash.NONE, trace.id());
    }

    /** The request's address, and its contact if {@code headers} name one. */
    void from(InetAddress client, ServerRequestHeaders headers) {
        this.client = addressOf(client);
        if (headers.contains(Contact.HEADER)) {
            isAbout(headers.get(Contact.HEADER).get());
        }
    }

    /** What the run records about the request. */
    RequestTrail trail() {
        return trail;
    }

    Asked asked() {
        return asked;
    }

    void by(AuthenticatedCaller authenticated) {
        caller = new CallerName(authenticated.caller().name());
    }

    /** The body names an id for the request. */
    void hasId(RequestId id) {
        trail.isKnownBy(id);
    }

    /** The request is about a contact; only the hash of {@code contactId} is kept. */
    void isAbout(String contactId) {
        trail.isAbout(pseudonyms.ofContact(contactId));
    }

    /** The authenticated caller's name; {@link CallerName#UNKNOWN} without one. */
    CallerName caller() {
        return caller;
    }

    /**
     * Records the entry.
     *
     * @param businessOutcome what a data action answered, or {@link Execution#ERROR}; empty for every other request
     */
    void ended(String outcome, String businessOutcome) {
        entry = new AuditEntry(
                startedAt,
                trail.requestId(),
                caller,
                client,
                asked,
                trail.shape(),
                trail.rows(),
                new OutcomeCode(outcome),
                businessOutcome.isEmpty() ? BusinessOutcome.NONE : new BusinessOutcome(businessOutcome),
                trail.contact(),
                elapsed(),
                trail.written(),
                trail.execution().map(AuditEntry.Run::of),
                trail.traceId());
        audit.record(entry);
    }

    /** Whether the request has a trace that {@link #traced} reports. */
    boolean isTraced() {
        return !trail.traceId().isEmpty();
    }

    /**
     * Reports the trace of the request, after {@link #ended} and after the answer.
     *
     * @param status the status of the answer; 0 if it could not be sent
     */
    void traced(String method, int status) {
        if (entry != null) {
            trace.ended(new FinishedRequest(entry, method, route(), status, elapsed(), trail.execution()));
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private String route() {
        if (asked.equals(Asked.UNKNOWN)) {
            return "";
        }
        return asked.equals(Asked.OPEN_API) ? Paths.OPEN_API : Paths.ACTIONS + asked.value();
    }

    private static ClientAddress addressOf(InetAddress client) {
        String address = client.getHostAddress();
        int zone = address.indexOf('%');
        return new ClientAddress(zone < 0 ? address : address.substring(0, zone));
    }
}
