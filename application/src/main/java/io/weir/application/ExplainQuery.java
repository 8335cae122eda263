package io.weir.application;

import io.weir.domain.action.QueryDraft;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.QueryPlans;
import io.weir.domain.query.QueryPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Tells an operator what Weir makes of a draft, without running it.
 *
 * <p>Thread-safe.
 */
public final class ExplainQuery {
    private final PlanQuery planQuery;
    private final QueryPlans queryPlans;
    private final InstantSource clock;
    private final Duration time;

    /** What would happen, and how Salesforce would go about it if it was asked; no plans otherwise. */
    public record Explanation(PlanQuery.Plan plan, List<QueryPlan> queryPlans) {
        public Explanation {
            queryPlans = List.copyOf(queryPlans);
        }
    }

    /**
     * @param time how long an explanation may take
     */
    public ExplainQuery(PlanQuery planQuery, QueryPlans queryPlans, InstantSource clock, Duration time) {
        this.planQuery = planQuery;
        this.queryPlans = queryPlans;
        this.clock = clock;
        this.time = time;
    }

    /** Explains by Weir's own means; costs no call on the query. */
    public Explanation explain(QueryDraft draft) {
        return new Explanation(planQuery.plan(draft, Deadline.after(time, clock)), List.of());
    }

    /**
     * Explains, and asks Salesforce for its plans, which costs one API request. Throws
     * {@link io.weir.domain.port.SalesforceFailure} when it does not answer.
     */
    public Explanation explainWithSalesforce(QueryDraft draft) {
        var deadline = Deadline.after(time, clock);
        var plan = planQuery.plan(draft, deadline);
        return plan instanceof PlanQuery.Plan.Ready ready
                ? new Explanation(plan, queryPlans.plansFor(ready.query(), new RunMeter(deadline)))
                : new Explanation(plan, List.of());
    }
}
