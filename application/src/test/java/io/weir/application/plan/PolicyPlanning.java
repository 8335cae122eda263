package io.weir.application.plan;

import io.weir.application.FakeSchema;
import io.weir.domain.caller.NameRules;
import io.weir.domain.caller.QueryPolicy;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.QueryDraft;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SchemaCatalog;
import java.time.Instant;
import java.util.List;

/** Plans drafts within a policy. */
abstract class PolicyPlanning {
    static final Deadline SOON = new Deadline(Instant.parse("2026-01-31T10:00:00Z"));
    final FakeSchema schema = FakeSchema.contactCentre();

    static QueryPolicy objects(List<String> allowed, List<String> denied) {
        return new QueryPolicy(new NameRules(allowed, denied), NameRules.ALL, true, 10, 100, 2_000);
    }

    static QueryPolicy bounds(int depth, int conditions, int values) {
        return new QueryPolicy(NameRules.ALL, NameRules.ALL, true, depth, conditions, values);
    }

    List<String> denials(QueryPolicy policy, QueryDraft draft) {
        return denials(schema, policy, draft);
    }

    static List<String> denials(SchemaCatalog catalog, QueryPolicy policy, QueryDraft draft) {
        return switch (new PlanQuery(catalog, policy).plan(draft, SOON)) {
            case PlanQuery.Plan.Denied(var denials) ->
                denials.stream().map(Problem::message).toList();
            case PlanQuery.Plan.Ready _, PlanQuery.Plan.Invalid _, PlanQuery.Plan.Undecided _ -> List.of();
        };
    }

    static List<String> problems(SchemaCatalog catalog, QueryPolicy policy, QueryDraft draft) {
        return switch (new PlanQuery(catalog, policy).plan(draft, SOON)) {
            case PlanQuery.Plan.Invalid(var problems) ->
                problems.stream().map(Problem::message).toList();
            case PlanQuery.Plan.Ready _, PlanQuery.Plan.Denied _, PlanQuery.Plan.Undecided _ -> List.of();
        };
    }
}
