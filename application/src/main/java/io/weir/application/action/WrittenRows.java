package io.weir.application.action;

import io.weir.application.answer.StepResults;
import io.weir.application.run.Runs;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.Reference;
import io.weir.domain.action.WriteStep;
import io.weir.domain.answer.Answer;
import io.weir.domain.draft.Input;
import io.weir.domain.filter.SalesforceId;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.Row;
import io.weir.domain.write.WrittenRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds the records that are written to what a run has found, for its outputs. For one thread. */
final class WrittenRows {
    private final DataAction action;
    private final StepPlanning planning;
    private final Runs.Run run;
    private final StepResults results;

    WrittenRows(DataAction action, StepPlanning planning, Runs.Run run, StepResults results) {
        this.action = action;
        this.planning = planning;
        this.run = run;
        this.results = results;
    }

    /**
     * The writes of {@code records}, which an earlier delivery wrote: it may have left out others than this one would, so
     * each record is that of the first write of its object and its kind. As many as records, or fewer if none fits.
     */
    static List<WriteStep> steps(DataAction action, List<WrittenRecord> records) {
        var declared = new ArrayList<>(action.writes().steps());
        var steps = new ArrayList<WriteStep>();
        for (var written : records) {
            var step = declared.stream().filter(each -> fits(each, written)).findFirst();
            if (step.isEmpty()) {
                return List.copyOf(steps);
            }
            declared.remove(step.get());
            steps.add(step.get());
        }
        return List.copyOf(steps);
    }

    private static boolean fits(WriteStep step, WrittenRecord written) {
        boolean sameKind = switch (step.operation()) {
            case WriteStep.Operation.Create _ -> written.created();
            case WriteStep.Operation.Update _ -> !written.created();
            case WriteStep.Operation.Upsert _ -> true;
        };
        return sameKind
                && step.object().value().equalsIgnoreCase(written.object().value());
    }

    /** Adds the record {@code id} of {@code step}. */
    void put(WriteStep step, SalesforceId id) {
        var attributes = Row.of(Map.of("type", step.object().value()));
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("attributes", attributes);
        row.put("Id", id.value());
        results.put(step.name(), new Answer(List.of(Row.of(row)), 1, false), Map.of());
        if (!step.returning().isEmpty()) {
            readBack(step, id);
        }
    }

    /** The record is written, so that nothing that goes wrong here matters to the outcome. */
    private void readBack(WriteStep step, SalesforceId id) {
        ActionStep query = step.readBack();
        Function<Reference.OfStep, Optional<Input>> known = _ -> Optional.of(new Input.Text(id.value()));
        try {
            if (planning.plan(action, query, Map.of(), known, run.meter())
                            instanceof StepPlanning.StepPlan.Ready(var ready)
                    && run.read(
                                    planning.planQuery(),
                                    ready,
                                    List.of(),
                                    1,
                                    action.bounds().priority())
                            instanceof Runs.Reading.Read(var answer)
                    && !answer.records().isEmpty()) {
                results.put(step.name(), answer, ready.schema().labels());
            }
        } catch (SalesforceFailure _) {
            // the outputs of these fields have their defaults
        }
    }
}
