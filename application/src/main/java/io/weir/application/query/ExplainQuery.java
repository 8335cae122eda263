package io.weir.application.query;

import io.weir.application.plan.PlanQuery;
import io.weir.application.plan.PlanQuery.Plan;
import io.weir.application.query.Explanation.Verdict;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.ApiUsageReadings;
import io.weir.domain.port.QueryPlans;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.QueryPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Explains how Weir plans a draft, without running it and without recording it in the history.
 *
 * <p>Thread-safe.
 */
public final class ExplainQuery {
    private final Supplier<PlanQuery> planner;
    private final QueryPlans queryPlans;
    private final ApiUsageReadings usage;
    private final ApiBudget budget;
    private final InstantSource clock;
    private final Duration time;

    /** Whose plan is wanted. */
    public enum Asking {
        /** Weir's; costs no API request except to read the schema. */
        WEIR,
        /** Salesforce's as well, if the query would run; costs one API request. */
        SALESFORCE_TOO
    }

    /** The result. */
    public sealed interface Answer {
        record Explained(Explanation explanation) implements Answer {}

        /** The API budget does not allow the request to Salesforce; none was sent. */
        record Refused(Admission.Denied denial) implements Answer {}
    }

    /**
     * @param planner plans with the policy of this moment
     * @param time how long an explanation may take
     */
    public ExplainQuery(
            Supplier<PlanQuery> planner,
            QueryPlans queryPlans,
            ApiUsageReadings usage,
            ApiBudget budget,
            InstantSource clock,
            Duration time) {
        this.planner = planner;
        this.queryPlans = queryPlans;
        this.usage = usage;
        this.budget = budget;
        this.clock = clock;
        this.time = time;
    }

    /** Explains {@code draft}; throws {@link SalesforceFailure} if Salesforce is asked and does not answer. */
    public Answer explain(QueryDraft draft, Asking asking) {
        var deadline = Deadline.after(time, clock);
        var planQuery = planner.get();
        var plan = planQuery.plan(draft, deadline);
        var explanation = explanation(planQuery, draft, plan, deadline);
        if (asking == Asking.WEIR || !(plan instanceof Plan.Ready ready)) {
            return new Answer.Explained(explanation);
        }
        return budget.spend(
                usage.admission(budget, Priority.NORMAL),
                () -> new Answer.Explained(explanation.with(plansFor(planQuery, ready, new RunMeter(deadline)))),
                Answer.Refused::new);
    }

    private List<QueryPlan> plansFor(PlanQuery planQuery, Plan.Ready plan, RunMeter meter) {
        try {
            return queryPlans.plansFor(plan.soql(), meter);
        } catch (SalesforceFailure.QueryRejected rejected) {
            planQuery.contradicted(plan, rejected);
            throw rejected;
        }
    }

    /** A denied draft is explained too, for the operator who sets the policy. */
    private static Explanation explanation(PlanQuery planQuery, QueryDraft draft, Plan plan, Deadline deadline) {
        return switch (plan) {
            case Plan.Ready ready -> explained(ready, Verdict.ALLOWED, List.of());
            case Plan.Invalid(var problems) -> withoutQuery(draft, Verdict.UNDECIDED, List.of(), problems);
            case Plan.Denied(var denials) -> notAllowed(planQuery, draft, Verdict.DENIED, denials, deadline);
            case Plan.Undecided(var doubts) -> notAllowed(planQuery, draft, Verdict.UNDECIDED, doubts, deadline);
        };
    }

    private static Explanation notAllowed(
            PlanQuery planQuery, QueryDraft draft, Verdict verdict, List<Problem> denials, Deadline deadline) {
        return switch (planQuery.withoutDenials().plan(draft, deadline)) {
            case Plan.Ready ready -> explained(ready, verdict, denials);
            case Plan.Invalid(var problems) -> withoutQuery(draft, verdict, denials, problems);
            case Plan.Denied _, Plan.Undecided _ -> withoutQuery(draft, verdict, denials, List.of());
        };
    }

    private static Explanation explained(Plan.Ready ready, Verdict verdict, List<Problem> denials) {
        return new Explanation(
                ready.soql().query().from(),
                Optional.of(ready.soql()),
                ready.schema().types(),
                verdict,
                denials,
                ready.warnings(),
                List.of(),
                Optional.empty());
    }

    private static Explanation withoutQuery(
            QueryDraft draft, Verdict verdict, List<Problem> denials, List<Problem> problems) {
        return new Explanation(
                draft.object(), Optional.empty(), Map.of(), verdict, denials, List.of(), problems, Optional.empty());
    }
}
