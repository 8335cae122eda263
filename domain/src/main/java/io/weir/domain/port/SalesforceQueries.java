package io.weir.domain.port;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads rows from one Salesforce org.
 *
 * <p>Calls block, are safe from any thread, and never outlive the meter's deadline by more than a moment. They throw
 * {@link SalesforceFailure} and nothing else. Each counts its API requests and attempts on the meter.
 */
public interface SalesforceQueries {
    /** The first page; {@link #resume} reads the rest. */
    QueryPage start(Soql soql, RunMeter meter);

    /** The page at {@code cursor}, which an earlier page of this org gave. */
    QueryPage resume(PageCursor cursor, RunMeter meter);

    /**
     * A query that a run may need after another.
     *
     * @param likely whether at least half of the latest runs needed it
     */
    record Prefetch(Soql soql, boolean likely) {}

    /**
     * The first page of a query, and those that came with it.
     *
     * @param prefetched the first page of each {@link Prefetch}, in their order; empty if the query is to be started
     *     when it is needed
     */
    record Started(QueryPage page, List<Optional<QueryPage>> prefetched) {
        public Started {
            prefetched = List.copyOf(prefetched);
        }

        /** The first page of a query that was started alone, and none of {@code others}. */
        public static Started alone(QueryPage page, List<Prefetch> others) {
            return new Started(page, Collections.nCopies(others.size(), Optional.empty()));
        }
    }

    /** Whether {@link #startAll} may start other queries now. If not, it is no use to prepare them. */
    default boolean prefetches() {
        return false;
    }

    /**
     * The first page of {@code soql}, as {@link #start} gives it, and the first pages of those of {@code others} that
     * fit into the same request. A failure of one of the others is none of this call: its page is missing.
     */
    default Started startAll(Soql soql, List<Prefetch> others, RunMeter meter) {
        return Started.alone(start(soql, meter), others);
    }
}
