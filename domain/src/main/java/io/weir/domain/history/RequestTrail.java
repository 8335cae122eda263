package io.weir.domain.history;

import io.weir.domain.filter.SalesforceId;
import io.weir.domain.query.SoqlShape;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries the ids of a request to its run, and what the run did back to the audit and the trace.
 *
 * <p>Belongs to one request. Thread-safe.
 */
public final class RequestTrail {
    private final AtomicReference<RequestId> requestId;
    private final AtomicReference<ContactHash> contact;
    private final String traceId;
    private final AtomicReference<Optional<Run>> run = new AtomicReference<>(Optional.empty());

    private final AtomicReference<List<SalesforceId>> written = new AtomicReference<>(List.of());

    private record Run(SoqlShape shape, Execution execution) {}

    /** The same for a request that is not traced. */
    public RequestTrail(RequestId requestId, ContactHash contact) {
        this(requestId, contact, "");
    }

    /**
     * A trail without a run.
     *
     * @param contact the contact that the request is about, if already known
     * @param traceId the id of the request's trace; empty if the request is not traced
     */
    public RequestTrail(RequestId requestId, ContactHash contact, String traceId) {
        this.traceId = traceId;
        this.requestId = new AtomicReference<>(requestId);
        this.contact = new AtomicReference<>(contact);
    }

    public RequestId requestId() {
        return requestId.get();
    }

    /** Replaces the id, once the body of the request is read. */
    public void isKnownBy(RequestId requestId) {
        this.requestId.set(requestId);
    }

    /** The contact that the request is about. */
    public ContactHash contact() {
        return contact.get();
    }

    /** Replaces the contact, once the body of the request is read. */
    public void isAbout(ContactHash contact) {
        this.contact.set(contact);
    }

    /** The id of the request's trace; empty if the request is not traced. */
    public String traceId() {
        return traceId;
    }

    /** Records that {@code execution} of {@code shape} ended. */
    public void ran(SoqlShape shape, Execution execution) {
        run.set(Optional.of(new Run(shape, execution)));
    }

    /** The run that ended; empty without a run. */
    public Optional<Execution> execution() {
        return run.get().map(Run::execution);
    }

    /** The shape of the run's query; {@link SoqlShape#NONE} without a run. */
    public SoqlShape shape() {
        return run.get().map(Run::shape).orElse(SoqlShape.NONE);
    }

    /** Records that the run wrote {@code records}, or found that an earlier delivery had written them. */
    public void wrote(List<SalesforceId> records) {
        written.set(List.copyOf(records));
    }

    /** The ids of the records that the run wrote. */
    public List<SalesforceId> written() {
        return written.get();
    }

    /** The number of rows that the run read; 0 without a run. */
    public int rows() {
        return run.get().map(ended -> ended.execution().rows()).orElse(0);
    }
}
