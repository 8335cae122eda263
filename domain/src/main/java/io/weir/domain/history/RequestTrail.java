package io.weir.domain.history;

import io.weir.domain.query.SoqlShape;

/**
 * What a request is known by while it goes down to its run, and what the run leaves behind for whoever accounts for the request.
 *
 * <p>Belongs to one request and is used by its thread.
 */
public final class RequestTrail {
    private final RequestId requestId;
    private ContactHash contact;
    private SoqlShape shape = SoqlShape.NONE;
    private int rows;

    /**
     * A trail without a run.
     *
     * @param contact whom the request is about, as far as is known yet
     */
    public RequestTrail(RequestId requestId, ContactHash contact) {
        this.requestId = requestId;
        this.contact = contact;
    }

    public RequestId requestId() {
        return requestId;
    }

    /** Whom the request is about. */
    public ContactHash contact() {
        return contact;
    }

    /** The request says later than at its beginning whom it is about. */
    public void isAbout(ContactHash contact) {
        this.contact = contact;
    }

    /** A run of a query that looks like {@code shape} ended with {@code rows} rows. */
    public void ran(SoqlShape shape, int rows) {
        this.shape = shape;
        this.rows = rows;
    }

    /** What the run's query looks like; {@link SoqlShape#NONE} where none came to be. */
    public SoqlShape shape() {
        return shape;
    }

    /** How many rows the run read; 0 where none came to be. */
    public int rows() {
        return rows;
    }
}
