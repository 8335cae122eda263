package io.weir.domain.port;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.PageCursor;
import io.weir.domain.query.QueryPage;
import io.weir.domain.query.Soql;

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
}
