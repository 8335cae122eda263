package io.weir.domain.advice;

import io.weir.domain.query.Limit;
import io.weir.domain.query.Query;
import io.weir.domain.query.QueryPlan;
import io.weir.domain.schema.ObjectDescription;
import java.util.List;
import java.util.Optional;

/**
 * A query that ran, and how Salesforce would run it. Holds the query's values, so it must not be kept or logged.
 *
 * @param plans Salesforce's plans, cheapest first; at least one
 * @param object the description of the object that the query reads; empty while the schema is unavailable
 * @param rows how many rows the run read; of {@code COUNT()}, the number counted
 * @param truncated whether there may be more rows than the run read
 */
public record ExplainedQuery(
        Query query, List<QueryPlan> plans, Optional<ObjectDescription> object, int rows, boolean truncated) {
    /** Throws {@link IllegalArgumentException} without a plan. */
    public ExplainedQuery {
        plans = List.copyOf(plans);
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("an explained query has at least one plan");
        }
    }

    /** The plan that Salesforce uses. */
    QueryPlan usedPlan() {
        return plans.getFirst();
    }

    /** Whether the run read every row that matches. */
    boolean readEveryRow() {
        boolean atLimit = query.limit() instanceof Limit.AtMost(var most) && rows >= most && !query.countsRows();
        return !truncated && !atLimit;
    }

    @Override
    public String toString() {
        return usedPlan().toString();
    }
}
