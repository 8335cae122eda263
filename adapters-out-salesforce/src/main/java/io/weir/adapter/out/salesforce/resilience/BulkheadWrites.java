package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceWrites;
import io.weir.domain.port.WriteResult;
import io.weir.domain.write.WriteRequest;
import java.time.InstantSource;

/**
 * Limits how many writes an org answers at once: they run triggers and flows, which take seconds, and must not take the
 * places of queries.
 *
 * <p>Further writes wait on their own threads in order of arrival, at most until their deadline. Nothing is sent for
 * one that throws {@link SalesforceFailure.CallRefused} at once because the queue is full, or
 * {@link SalesforceFailure.DeadlineExceeded} because the wait exceeds the deadline or is interrupted. Thread-safe.
 */
public final class BulkheadWrites implements SalesforceWrites {
    private final SalesforceWrites writes;
    private final PermitQueue permits;

    public BulkheadWrites(SalesforceWrites writes, BulkheadSettings settings, InstantSource clock) {
        this.writes = writes;
        this.permits = new PermitQueue(settings, clock);
    }

    @Override
    public WriteResult write(WriteRequest request, RunMeter meter) {
        permits.takeAlone(meter);
        try {
            return writes.write(request, meter);
        } finally {
            permits.release();
        }
    }

    /** How many writes run now. */
    public int running() {
        return permits.running();
    }

    /** How many writes wait now. */
    public int waiting() {
        return permits.waiting();
    }
}
