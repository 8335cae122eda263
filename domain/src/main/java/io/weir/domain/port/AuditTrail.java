package io.weir.domain.port;

import io.weir.domain.history.AuditEntry;

/**
 * Records every request and its outcome, in the order of the answers. Entries are never changed.
 *
 * <p>Thread-safe.
 */
public interface AuditTrail {
    /** Records nothing. */
    AuditTrail OFF = entry -> {};

    /** Records an entry; never waits for storage and never throws. Implementations count lost entries. */
    void record(AuditEntry entry);
}
