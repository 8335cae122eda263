package io.weir.adapter.in.http.action;

import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.adapter.in.http.answer.ErrorAnswer;
import io.weir.adapter.in.http.answer.FindingJson;
import io.weir.adapter.in.http.answer.RequestRefused;
import io.weir.application.action.DryRunDataAction;
import io.weir.application.action.DryRunDataAction.DryRunResult;
import io.weir.application.action.WritePreview;
import io.weir.domain.action.ActionAnswer;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Writes;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a data action would do, as flow authors read it: in the profile {@code cxone} every value is a string,
 * as in an answer.
 *
 * <p>Public for JSON binding only.
 *
 * @param outcome what the run would answer without asking; missing where it would ask
 * @param inputs the values as they would be bound, by name
 * @param searched what each telephone number is compared with, by the input's name
 * @param hidden the inputs whose values are not shown
 * @param key the inputs that, beside the contact, tell one request from another; missing for an action that only reads
 * @param writes what is written once the steps are asked; missing for an action that only reads
 */
@JsonbPropertyOrder({
    "ok",
    "dryRun",
    "action",
    "version",
    "outcome",
    "inputs",
    "searched",
    "hidden",
    "steps",
    "key",
    "writes",
    "warnings"
})
public record DryRunJson(
        Object ok,
        Object dryRun,
        String action,
        Object version,
        @Nullable String outcome,
        Map<String, Object> inputs,
        Map<String, List<String>> searched,
        List<String> hidden,
        List<StepJson> steps,
        @Nullable List<String> key,
        @Nullable List<WriteJson> writes,
        List<FindingJson> warnings) {
    /**
     * What one step asks, without a value; {@code strategy} is that of a search, missing for a query, and
     * {@code askedWith} the step whose call may ask it along, missing if none.
     */
    @JsonbPropertyOrder({"name", "strategy", "askedWith", "shape"})
    public record StepJson(
            String name,
            @Nullable String strategy,
            @Nullable String askedWith,
            String shape) {
        static StepJson of(DryRunDataAction.Step step) {
            return new StepJson(
                    step.name().value(),
                    step.strategy().orElse(null),
                    step.askedWith().map(MemberName::value).orElse(null),
                    step.shape());
        }
    }

    /**
     * What is written, with {@code ?} for every value that is not constant; {@code assignment} is missing if it is not
     * declared, and {@code when} if the record is always written.
     */
    @JsonbPropertyOrder({"name", "operation", "object", "once", "assignment", "when", "fields"})
    public record WriteJson(
            String name,
            String operation,
            String object,
            String once,
            @Nullable String assignment,
            @Nullable Map<String, String> when,
            Map<String, String> fields) {
        /** The records that {@code writes} declares, in order. */
        public static List<WriteJson> of(Writes writes) {
            return WritePreview.of(writes).stream().map(WriteJson::of).toList();
        }

        private static WriteJson of(WritePreview write) {
            return new WriteJson(
                    write.name().value(),
                    write.operation(),
                    write.object(),
                    write.once(),
                    write.assignment().orElse(null),
                    write.when().isEmpty() ? null : write.when(),
                    write.fields());
        }
    }

    /** {@code result} of {@code action}; throws {@link RequestRefused} if a run would be refused. */
    static DryRunJson of(DataAction action, DryRunResult result, Profile profile) {
        return switch (result) {
            case DryRunResult.Ready ready -> of(action, ready, profile);
            case DryRunResult.NoCallerId() -> unasked(action, profile, ActionAnswer.Verdict.NO_CALLER_ID, List.of());
            case DryRunResult.Invalid(var problems) ->
                unasked(action, profile, ActionAnswer.Verdict.INVALID_INPUT, problems);
            case DryRunResult.Forbidden() -> throw new RequestRefused(ErrorAnswer.forbidden("dry runs"));
            case DryRunResult.Unsuitable(var problems) -> throw new RequestRefused(ErrorAnswer.unsuitable(problems));
        };
    }

    private static DryRunJson of(DataAction action, DryRunResult.Ready ready, Profile profile) {
        var inputs = new TreeMap<String, Object>();
        ready.inputs().forEach((name, input) -> inputs.put(name.value(), shown(input, profile)));
        var searched = new TreeMap<String, List<String>>();
        ready.searched().forEach((name, spellings) -> searched.put(name.value(), spellings));
        hidden(action).forEach(inputs::remove);
        hidden(action).forEach(searched::remove);
        return of(
                action,
                profile,
                null,
                inputs,
                searched,
                ready.steps().stream().map(StepJson::of).toList(),
                ready.writes().stream().map(WriteJson::of).toList(),
                FindingJson.of(ready.warnings()));
    }

    /** The run would ask nothing. */
    private static DryRunJson unasked(
            DataAction action, Profile profile, ActionAnswer.Verdict verdict, List<Problem> problems) {
        return of(action, profile, verdict.label(), Map.of(), Map.of(), List.of(), List.of(), FindingJson.of(problems));
    }

    private static DryRunJson of(
            DataAction action,
            Profile profile,
            @Nullable String outcome,
            Map<String, Object> inputs,
            Map<String, List<String>> searched,
            List<StepJson> steps,
            List<WriteJson> writes,
            List<FindingJson> warnings) {
        var yes = shown(new Input.Bool(true), profile);
        boolean reads = action.writes().isEmpty();
        return new DryRunJson(
                yes,
                yes,
                action.name().value(),
                shown(new Input.Numeric(BigDecimal.valueOf(action.version())), profile),
                outcome,
                inputs,
                searched,
                hidden(action),
                steps,
                reads
                        ? null
                        : action.writes().key().stream().map(MemberName::value).toList(),
                reads ? null : writes,
                warnings);
    }

    private static List<String> hidden(DataAction action) {
        return action.inputs().stream()
                .filter(DeclaredInput::sensitive)
                .map(input -> input.name().value())
                .toList();
    }

    private static Object shown(Input input, Profile profile) {
        return switch (input) {
            case Input.Many(var inputs) ->
                inputs.stream().map(element -> shown(element, profile)).toList();
            case Input.Numeric(var number) when profile == Profile.JSON -> number;
            case Input.Bool(var bool) when profile == Profile.JSON -> bool;
            case Input.Text _, Input.Numeric _, Input.Bool _, Input.Null _, Input.Declared _ -> Coercion.written(input);
        };
    }
}
