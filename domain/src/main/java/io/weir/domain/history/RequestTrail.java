package io.weir.domain.history;

import io.weir.domain.query.SoqlShape;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries the ids of a request to its run, and the shape and row count of the run back to the audit.
 *
 * <p>Belongs to one request. Thread-safe.
 */
public final class RequestTrail {
    private static final Run NONE = new Run(SoqlShape.NONE, 0);

    private final AtomicReference<RequestId> requestId;
    private final AtomicReference<ContactHash> contact;
    private final AtomicReference<Run> run = new AtomicReference<>(NONE);

    private record Run(SoqlShape shape, int rows) {}

    /**
     * A trail without a run.
     *
     * @param contact the contact that the request is about, if already known
     */
    public RequestTrail(RequestId requestId, ContactHash contact) {
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

    /** Records that a run of {@code shape} ended with {@code rows} rows. */
    public void ran(SoqlShape shape, int rows) {
        run.set(new Run(shape, rows));
    }

    /** The shape of the run's query; {@link SoqlShape#NONE} without a run. */
    public SoqlShape shape() {
        return run.get().shape();
    }

    /** The number of rows that the run read; 0 without a run. */
    public int rows() {
        return run.get().rows();
    }
}
