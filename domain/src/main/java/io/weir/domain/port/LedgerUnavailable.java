package io.weir.domain.port;

/** The ledger of API requests cannot be reached; the same call may succeed later. */
public final class LedgerUnavailable extends RuntimeException {
    public LedgerUnavailable(String message) {
        super(message);
    }

    /** @param cause why it cannot be reached */
    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
