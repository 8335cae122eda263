package io.weir.domain.port;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.query.Soql;
import java.util.List;

/**
 * Gets one org's plans for a query, without running the query.
 *
 * <p>Calls block, are safe from any thread, and never outlive the meter's deadline by more than a moment. Each costs
 * one API request, which it counts on the meter. They throw {@link SalesforceFailure} and nothing else.
 */
public interface QueryPlans {
    /** The plans, cheapest first; Salesforce would use the first. */
    List<QueryPlan> plansFor(Soql soql, RunMeter meter);
}
