package io.weir.application.action;

import io.weir.application.action.StepPlanning.StepPlan;
import io.weir.application.answer.StepResults;
import io.weir.application.plan.PlanQuery;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The steps of one run that can be asked along with an earlier one. Their plans here wait for nothing, and each step is
 * planned again when its turn comes: what the org does not describe in time must not change what the step asks. For one
 * thread.
 */
final class LaterSteps {
    private static final Deadline NO_WAIT = new Deadline(Instant.EPOCH);

    private final StepPlanning planning;
    private final DataAction action;
    private final Map<MemberName, BoundInput> inputs;
    private final StepResults results;

    LaterSteps(StepPlanning planning, DataAction action, Map<MemberName, BoundInput> inputs, StepResults results) {
        this.planning = planning;
        this.action = action;
        this.inputs = inputs;
        this.results = results;
    }

    /** The queries of later steps that can be asked in one call with {@code step}, whose turn it is. */
    List<PlanQuery.Plan.Ready> askedAlong(ActionStep step) {
        var together = action.askedAlong(step);
        if (together.isEmpty()) {
            return List.of();
        }
        var earlier = action.steps().stream()
                .takeWhile(other -> !other.equals(step))
                .map(ActionStep::name)
                .toList();
        return together.stream()
                .filter(later -> results.meet(later.when().stream()
                        .filter(when -> earlier.contains(when.step()))
                        .toList()))
                .flatMap(this::queries)
                .toList();
    }

    /** The queries that {@code step} asks first. */
    private Stream<PlanQuery.Plan.Ready> queries(ActionStep step) {
        return switch (planning.plan(action, step, inputs, results::value, new RunMeter(NO_WAIT))) {
            case StepPlan.Ready(var query) -> Stream.of(query);
            case StepPlan.ReadySearch(var search) -> search.records();
            case StepPlan.NothingToFind _, StepPlan.Invalid _, StepPlan.Unsuitable _ -> Stream.of();
        };
    }
}
