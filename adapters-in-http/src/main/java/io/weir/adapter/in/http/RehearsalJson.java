package io.weir.adapter.in.http;

import io.weir.adapter.in.http.ExplanationJson.FindingJson;
import io.weir.application.RehearseDataAction;
import io.weir.application.RehearseDataAction.Rehearsal;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.Input;
import io.weir.domain.action.MemberName;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a data action would do, as flow authors read it.
 *
 * <p>Public for JSON binding only.
 *
 * @param outcome what the run would answer without asking; missing where it would ask
 * @param inputs the values as they would be bound, by name
 * @param hidden the inputs whose values nobody is shown
 */
@JsonbPropertyOrder({"ok", "dryRun", "action", "version", "outcome", "inputs", "hidden", "steps", "warnings"})
public record RehearsalJson(
        String ok,
        String dryRun,
        String action,
        int version,
        @Nullable String outcome,
        Map<String, Object> inputs,
        List<String> hidden,
        List<StepJson> steps,
        List<FindingJson> warnings) {
    /** One step's query, without a value. */
    @JsonbPropertyOrder({"name", "shape"})
    public record StepJson(String name, String shape) {
        static StepJson of(RehearseDataAction.Step step) {
            return new StepJson(step.name().value(), step.soqlShape());
        }
    }

    static RehearsalJson of(DataAction action, Rehearsal.Ready ready) {
        return of(
                action,
                null,
                shown(action, ready.inputs()),
                ready.steps().stream().map(StepJson::of).toList(),
                FindingJson.of(ready.warnings()));
    }

    /** The run would ask nothing. */
    static RehearsalJson withoutCallerId(DataAction action) {
        return of(action, ActionAnswer.Verdict.NO_CALLER_ID.label(), Map.of(), List.of(), List.of());
    }

    private static RehearsalJson of(
            DataAction action,
            @Nullable String outcome,
            Map<String, Object> inputs,
            List<StepJson> steps,
            List<FindingJson> warnings) {
        var hidden = action.inputs().stream()
                .filter(DeclaredInput::sensitive)
                .map(input -> input.name().value())
                .toList();
        return new RehearsalJson(
                "true", "true", action.name().value(), action.version(), outcome, inputs, hidden, steps, warnings);
    }

    private static Map<String, Object> shown(DataAction action, Map<MemberName, Input> inputs) {
        var shown = new TreeMap<String, Object>();
        for (var declared : action.inputs()) {
            var value = inputs.get(declared.name());
            if (value != null && !declared.sensitive()) {
                shown.put(declared.name().value(), shown(value));
            }
        }
        return shown;
    }

    private static Object shown(Input input) {
        return switch (input) {
            case Input.Text(var text) -> text;
            case Input.Numeric(var number) -> number;
            case Input.Bool(var bool) -> bool;
            case Input.Null() -> "";
            case Input.Declared(var declared, var _) -> shown(declared);
            case Input.Many(var inputs) ->
                inputs.stream().map(RehearsalJson::shown).toList();
        };
    }
}
