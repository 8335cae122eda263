package io.weir.domain.port;

/** The store that the Weirs of a fleet share does not answer now. */
public final class SharedStoreUnavailable extends RuntimeException {

    /** @param message why, for the operator; without a secret */
    public SharedStoreUnavailable(String message) {
        super(message);
    }
}
