package io.weir.domain.port;

import io.weir.domain.history.AuditEntry;

/**
 * Keeps who asked what, when and with what outcome, in the order of the answers; nothing that was written is ever changed.
 *
 * <p>Thread-safe.
 */
public interface AuditTrail {
    /** Keeps nothing. */
    AuditTrail OFF = entry -> {};

    /**
     * Takes an entry in; never blocks the request on storage and never throws. An entry that cannot be kept is lost, and counted by
     * whoever implements this.
     */
    void record(AuditEntry entry);
}
