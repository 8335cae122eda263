package io.weir.adapter.out.salesforce.resilience;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Soql;
import java.time.Duration;

/**
 * A query that may share a request with others.
 *
 * @param expected how long it is expected to take
 */
record Lookup(Soql soql, RunMeter meter, Duration expected) {}
