package io.weir.domain.port;

import io.weir.domain.limit.RunMeter;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import java.util.List;

/**
 * Asks one org how it would run a query, without running it.
 *
 * <p>Blocks, is safe from any thread, costs one API request, which it counts on the meter, and throws
 * {@link SalesforceFailure} and nothing else.
 */
public interface QueryPlans {
    /** The plans, cheapest first. */
    List<QueryPlan> plansFor(Query query, RunMeter meter);
}
