package io.weir.domain.port;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Row;
import io.weir.domain.query.Sosl;
import java.util.List;

/**
 * Searches the index of one Salesforce org. The index lags behind the records by some minutes.
 *
 * <p>Calls block, are safe from any thread, and never outlive the meter's deadline by more than a moment. They throw
 * {@link SalesforceFailure} and nothing else. Each costs one API request, which it counts with its attempt on the meter.
 */
@FunctionalInterface
public interface SalesforceSearches {
    /** The records that {@code sosl} finds; each has its object in the member {@code type} of {@code attributes}. */
    List<Row> search(Sosl sosl, RunMeter meter);
}
