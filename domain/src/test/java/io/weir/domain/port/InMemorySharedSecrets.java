package io.weir.domain.port;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Shared secrets of one process. Thread-safe. */
public final class InMemorySharedSecrets implements SharedSecrets {
    private final Map<String, Row> rows = new HashMap<>();
    private long leases;
    private boolean down;

    private record Row(long version, String secret, long lease, boolean leased) {}

    /** Whether the store fails from now on. */
    public synchronized void setDown(boolean isDown) {
        down = isDown;
    }

    /** Ends all leases. */
    public synchronized void endLeases() {
        rows.replaceAll((_, row) -> new Row(row.version, row.secret, row.lease, false));
    }

    @Override
    public synchronized Claim claim(String name, long known) {
        requireUp();
        var row = rows.getOrDefault(name, new Row(0, "", 0, false));
        if (row.version > known) {
            return new Newer(row.version, row.secret);
        }
        if (row.leased) {
            return new Taken();
        }
        leases++;
        rows.put(name, new Row(row.version, row.secret, leases, true));
        return new Lease(name, leases, row.version, row.version == 0 ? Optional.empty() : Optional.of(row.secret));
    }

    @Override
    public synchronized Optional<Long> replace(Lease lease, String secret) {
        requireUp();
        var row = rows.get(lease.name());
        if (row != null && row.version == lease.version()) {
            row = new Row(lease.version() + 1, secret, lease.id(), false);
            rows.put(lease.name(), row);
        }
        return row != null && row.version == lease.version() + 1 && row.lease == lease.id()
                ? Optional.of(row.version)
                : Optional.empty();
    }

    @Override
    public synchronized void release(Lease lease) {
        requireUp();
        rows.computeIfPresent(
                lease.name(),
                (_, row) -> row.lease == lease.id() ? new Row(row.version, row.secret, row.lease, false) : row);
    }

    private void requireUp() {
        if (down) {
            throw new SharedStoreUnavailable("the store is down");
        }
    }
}
