package io.weir.application.advice;

import io.weir.domain.query.Soql;
import java.time.Duration;

/**
 * A query that ran or failed. Holds the query's values, so it must stay in memory and not be kept longer than needed.
 *
 * @param soql the query as Salesforce ran it
 * @param took how long Salesforce took to answer it, all pages and attempts included, without waiting for a permit, a
 *     login or a repetition
 * @param rows how many rows it read; of {@code COUNT()}, the number counted
 * @param truncated whether there may be more rows than it read, as when it failed
 */
public record ObservedQuery(Soql soql, Duration took, int rows, boolean truncated) {
    @Override
    public String toString() {
        return soql.shape().text();
    }
}
