package io.weir.domain.history;

import io.weir.domain.query.SoqlShape;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a request is known by while it goes down to its run, and what the run leaves behind for whoever accounts for the request.
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
     * @param contact whom the request is about, as far as is known yet
     */
    public RequestTrail(RequestId requestId, ContactHash contact) {
        this.requestId = new AtomicReference<>(requestId);
        this.contact = new AtomicReference<>(contact);
    }

    public RequestId requestId() {
        return requestId.get();
    }

    /** The request says later than at its beginning what it is known by. */
    public void isKnownBy(RequestId requestId) {
        this.requestId.set(requestId);
    }

    /** Whom the request is about. */
    public ContactHash contact() {
        return contact.get();
    }

    /** The request says later than at its beginning whom it is about. */
    public void isAbout(ContactHash contact) {
        this.contact.set(contact);
    }

    /** A run of a query that looks like {@code shape} ended with {@code rows} rows. */
    public void ran(SoqlShape shape, int rows) {
        run.set(new Run(shape, rows));
    }

    /** What the run's query looks like; {@link SoqlShape#NONE} where none came to be. */
    public SoqlShape shape() {
        return run.get().shape();
    }

    /** How many rows the run read; 0 where none came to be. */
    public int rows() {
        return run.get().rows();
    }
}
