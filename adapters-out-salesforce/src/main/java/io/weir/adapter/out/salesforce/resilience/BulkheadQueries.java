package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.port.SalesforceQueries;
import io.weir.domain.port.SalesforceSearches;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many requests an org answers at once.
 *
 * <p>Further requests wait on their own threads in order of arrival, at most until their deadline. Throws
 * {@link SalesforceFailure.CallRefused} at once if the queue is full, and {@link SalesforceFailure.DeadlineExceeded} if
 * the wait exceeds the deadline or is interrupted. Thread-safe.
 */
public final class BulkheadQueries implements SalesforceQueries {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SalesforceQueries queries;
    private final BulkheadSettings settings;
    private final InstantSource clock;

    /** One for each request that runs. */
    private final Semaphore permits;

    /** One for each request that runs or waits. */
    private final Semaphore places;

    public BulkheadQueries(SalesforceQueries queries, BulkheadSettings settings, InstantSource clock) {
        this.queries = queries;
        this.settings = settings;
        this.clock = clock;
        this.permits = new Semaphore(settings.running(), true);
        this.places = new Semaphore(Math.addExact(settings.running(), settings.queued()));
    }

    @Override
    public QueryPage start(Soql soql, RunMeter meter) {
        return limited(() -> queries.start(soql, meter), meter);
    }

    @Override
    public QueryPage resume(PageCursor cursor, RunMeter meter) {
        return limited(() -> queries.resume(cursor, meter), meter);
    }

    /** {@code searches} with the same limit: they and the queries run and wait together. */
    public SalesforceSearches limiting(SalesforceSearches searches) {
        return (sosl, meter) -> limited(() -> searches.search(sosl, meter), meter);
    }

    /** How many requests run now. */
    public int running() {
        return settings.running() - permits.availablePermits();
    }

    /** How many requests wait now. */
    public int waiting() {
        return Math.max(0, settings.running() + settings.queued() - places.availablePermits() - running());
    }

    private <T> T limited(Supplier<T> call, RunMeter meter) {
        if (!places.tryAcquire()) {
            throw new SalesforceFailure.CallRefused("too many requests wait for Salesforce", RETRY_AFTER);
        }
        try {
            acquirePermit(meter);
            try {
                return call.get();
            } finally {
                permits.release();
            }
        } finally {
            places.release();
        }
    }

    private void acquirePermit(RunMeter meter) {
        var timeout = meter.deadline().remaining(clock.instant());
        try (var _ = meter.begin(Phase.Kind.PERMIT)) {
            if (!permits.tryAcquire(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)) {
                throw new SalesforceFailure.DeadlineExceeded("too many requests were waiting for Salesforce");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.DeadlineExceeded("the run was interrupted while it waited for Salesforce");
        }
    }
}
