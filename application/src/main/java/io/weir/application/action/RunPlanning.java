package io.weir.application.action;

import io.weir.application.action.StepPlanning.StepPlan;
import io.weir.application.plan.PlanQuery;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.limit.RunMeter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plans the steps of one run when it comes to them, or earlier if they may be asked along. For one thread. */
final class RunPlanning {
    private final StepPlanning planning;
    private final DataAction action;
    private final Map<MemberName, BoundInput> inputs;
    private final StepResults results;
    private final RunMeter meter;

    /** What is ready to be asked. A problem may have gone when the run comes to the step. */
    private final Map<MemberName, StepPlan> ready = new HashMap<>();

    RunPlanning(
            StepPlanning planning,
            DataAction action,
            Map<MemberName, BoundInput> inputs,
            StepResults results,
            RunMeter meter) {
        this.planning = planning;
        this.action = action;
        this.inputs = inputs;
        this.results = results;
        this.meter = meter;
    }

    /** The plan of {@code step}, whose turn it is or which can be asked along. */
    StepPlan plan(ActionStep step) {
        var known = ready.get(step.name());
        if (known != null) {
            return known;
        }
        var plan = planning.plan(action, step, inputs, results::value, meter);
        switch (plan) {
            case StepPlan.Ready _, StepPlan.ReadySearch _ -> ready.put(step.name(), plan);
            case StepPlan.NothingToFind _, StepPlan.Invalid _, StepPlan.Unsuitable _ -> {}
        }
        return plan;
    }

    /** The queries of later steps that can be asked in one call with {@code step}, whose turn it is. */
    List<PlanQuery.Plan.Ready> askedAlong(ActionStep step) {
        var earlier = action.steps().stream()
                .takeWhile(other -> !other.equals(step))
                .map(ActionStep::name)
                .toList();
        return action.askedAlong(step).stream()
                .filter(later -> results.meet(later.when().stream()
                        .filter(when -> earlier.contains(when.step()))
                        .toList()))
                .flatMap(later -> queries(plan(later)))
                .toList();
    }

    /** The queries that {@code plan} asks first. */
    private static Stream<PlanQuery.Plan.Ready> queries(StepPlan plan) {
        return switch (plan) {
            case StepPlan.Ready(var query) -> Stream.of(query);
            case StepPlan.ReadySearch(var search) ->
                search.search().strategy().asksRecordsFirst() ? search.records() : Stream.of();
            case StepPlan.NothingToFind _, StepPlan.Invalid _, StepPlan.Unsuitable _ -> Stream.of();
        };
    }
}
