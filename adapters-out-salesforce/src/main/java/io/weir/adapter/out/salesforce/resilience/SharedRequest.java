package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.adapter.out.salesforce.query.CompositeQueries.Result;
import io.weir.domain.port.SalesforceFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * One request that several lookups share. It runs on a separate thread: a lookup whose time is up leaves, and the
 * request goes on for the others. Thread-safe.
 */
final class SharedRequest {
    private final List<Lookup> lookups;
    private final DetachedTask<List<List<Result>>> results;

    /** @param send sends the lookups; gives the results of each */
    SharedRequest(List<Lookup> lookups, Function<List<Lookup>, List<List<Result>>> send) {
        this.lookups = List.copyOf(lookups);
        this.results = new DetachedTask<>("weir-salesforce-composite", () -> send.apply(this.lookups));
    }

    /**
     * The result of each query of {@code lookup}; the first lookup sends the request. Throws
     * {@link SalesforceFailure.DeadlineExceeded} if there is none before the deadline of {@code lookup}.
     *
     * @param notSent runs if the request cannot be sent at all
     */
    List<Result> results(Lookup lookup, InstantSource clock, Runnable notSent) {
        if (lookup.equals(lookups.getFirst())) {
            results.start(notSent);
        }
        return results.await(lookup.meter().deadline().remaining(clock.instant()))
                .orElseThrow(() -> new SalesforceFailure.DeadlineExceeded("Salesforce did not answer in time"))
                .get(lookups.indexOf(lookup));
    }
}
