package io.weir.application.action;

import io.weir.application.action.StepPlanning.StepPlan;
import io.weir.application.plan.PlanQuery;
import io.weir.application.write.WritePlanning;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.caller.NameRules;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.port.SchemaCatalog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans a data action without running it. Reads only the org's schema, and records nothing in the history. A step that
 * depends on the result of an earlier step is planned with a sample value.
 *
 * <p>Thread-safe.
 */
public class DryRunDataAction {
    /** The result of a dry run. */
    public sealed interface DryRunResult {
        /**
         * A run would query Salesforce.
         *
         * @param inputs the values by input, converted to their declared types, with defaults and without sensitive
         *     ones
         * @param searched the spellings that each telephone number is compared with
         * @param steps what each step asks, in order
         * @param writes what is written then, in order
         * @param warnings parts of the declaration that may be unintended, each with its place
         */
        record Ready(
                Map<MemberName, Input> inputs,
                Map<MemberName, List<String>> searched,
                List<Step> steps,
                List<WritePreview> writes,
                List<Problem> warnings)
                implements DryRunResult {
            public Ready {
                inputs = Map.copyOf(inputs);
                searched = Map.copyOf(searched);
                steps = List.copyOf(steps);
                writes = List.copyOf(writes);
                warnings = List.copyOf(warnings);
            }
        }

        /** The caller's number is withheld or is not a number; a run would not query Salesforce. */
        record NoCallerId() implements DryRunResult {}

        /** The caller may not run the action, or not because it writes, or may not request dry runs. */
        record Forbidden() implements DryRunResult {}

        record Invalid(List<Problem> problems) implements DryRunResult {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        record Unsuitable(List<Problem> problems) implements DryRunResult {
            public Unsuitable {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * What one step asks.
     *
     * @param shape the statements in the order in which they are asked, without values
     * @param strategy that of a search; empty for a query
     * @param askedWith the step whose call may ask this one along; empty if none
     */
    public record Step(MemberName name, String shape, Optional<String> strategy, Optional<MemberName> askedWith) {
        static Step of(DataAction action, ActionStep step, String shape) {
            return new Step(
                    step.name(),
                    shape,
                    step.question() instanceof SearchTemplate search
                            ? Optional.of(search.strategy().label())
                            : Optional.empty(),
                    action.askedWith(step));
        }
    }

    private final PhoneNumbers phones;
    private final StepPlanning planning;
    private final InstantSource clock;
    private final WritePlanning writePlanning;

    /** Dry runs whatever may be written. */
    public DryRunDataAction(SchemaCatalog catalog, PhoneNumbers phones, InstantSource clock) {
        this(catalog, phones, clock, NameRules.ALL);
    }

    /** @param writable the fields that actions may write, as {@code Object.Field} */
    public DryRunDataAction(SchemaCatalog catalog, PhoneNumbers phones, InstantSource clock, NameRules writable) {
        this.writePlanning = new WritePlanning(catalog, writable);
        this.phones = phones;
        this.planning = new StepPlanning(catalog);
        this.clock = clock;
    }

    /** Plans {@code request}. Waits for the org's schema no longer than a run may last. */
    public DryRunResult dryRun(RunDataAction.Request request) {
        var action = request.action();
        var caller = request.caller();
        if (!caller.mayExplain() || !action.isOpenTo(caller)) {
            return new DryRunResult.Forbidden();
        }
        return switch (InputBinding.bind(action, request.inputs(), phones)) {
            case InputBinding.Binding.Invalid(var problems, var _) -> new DryRunResult.Invalid(problems);
            case InputBinding.Binding.NoCallerId() -> new DryRunResult.NoCallerId();
            case InputBinding.Binding.Bound(var inputs) ->
                new Steps(action, inputs, new Deadline(clock.instant().plus(request.time()))).result();
        };
    }

    /** The steps of one dry run. For one thread. */
    private final class Steps {
        private final DataAction action;
        private final Map<MemberName, BoundInput> inputs;
        private final RunMeter meter;
        private final SampleValues samples = new SampleValues();
        private final List<Step> shapes = new ArrayList<>();
        private final List<Problem> warnings = new ArrayList<>();

        Steps(DataAction action, Map<MemberName, BoundInput> inputs, Deadline deadline) {
            this.action = action;
            this.inputs = inputs;
            this.meter = new RunMeter(deadline);
        }

        DryRunResult result() {
            for (var step : action.steps()) {
                switch (planning.plan(action, step, inputs, samples::of, meter)) {
                    case StepPlan.Ready(var plan) -> planned(step, plan);
                    case StepPlan.ReadySearch(var plan) -> planned(step, plan);
                    case StepPlan.NothingToFind() -> shapes.add(Step.of(action, step, ""));
                    case StepPlan.Invalid(var _, var problems) -> {
                        return new DryRunResult.Invalid(problems);
                    }
                    case StepPlan.Unsuitable(var problems) -> {
                        return new DryRunResult.Unsuitable(problems);
                    }
                }
            }
            var unsuitable = writePlanning.problems(action, meter.deadline());
            if (!unsuitable.isEmpty()) {
                return new DryRunResult.Unsuitable(unsuitable);
            }
            return new DryRunResult.Ready(shown(), searched(), shapes, WritePreview.of(action.writes()), warnings);
        }

        private void planned(ActionStep step, PlanQuery.Plan.Ready plan) {
            samples.planned(step, plan.schema().types());
            shapes.add(Step.of(action, step, plan.soql().shape().text()));
            plan.warnings().forEach(warning -> warnings.add(StepPlanning.located(step.location(), warning)));
        }

        private void planned(ActionStep step, SearchPlan plan) {
            samples.planned(step, plan.types());
            shapes.add(Step.of(action, step, plan.shape().text()));
            warnings.addAll(plan.warnings());
        }

        private Map<MemberName, Input> shown() {
            var shown = new HashMap<MemberName, Input>();
            shownInputs().forEach((name, input) -> shown.put(name, input.shown()));
            return shown;
        }

        private Map<MemberName, List<String>> searched() {
            var searched = new HashMap<MemberName, List<String>>();
            shownInputs().forEach((name, input) -> {
                if (input instanceof BoundInput.Phone phone) {
                    searched.put(name, searched(name, phone));
                }
            });
            return searched;
        }

        /** What records are compared with, then the digits that are searched in the index. */
        private List<String> searched(MemberName name, BoundInput.Phone phone) {
            var searches = action.steps().stream()
                    .flatMap(step ->
                            step.question() instanceof SearchTemplate search ? Stream.of(search) : Stream.empty())
                    .filter(search -> search.input().equals(name))
                    .map(SearchTemplate::strategy)
                    .toList();
            boolean inEverySpelling =
                    InputBinding.operatorsOn(action, name).stream().anyMatch(ConditionOperator::takesList);
            var compared = inEverySpelling ? phone.spellings() : phone.international();
            boolean onlyIndex =
                    !searches.isEmpty() && searches.stream().allMatch(SearchTemplate.Strategy.SEARCH::equals);
            var digits = searches.stream().anyMatch(SearchTemplate.Strategy::asksIndex)
                    ? phone.numbers().stream().flatMap(number -> number.searched().stream())
                    : Stream.<String>empty();
            return Stream.concat(onlyIndex ? Stream.empty() : compared.stream(), digits)
                    .distinct()
                    .toList();
        }

        /** The inputs that are present and not sensitive. */
        private Map<MemberName, BoundInput> shownInputs() {
            var shown = new HashMap<>(inputs);
            action.inputs().stream()
                    .filter(DeclaredInput::sensitive)
                    .map(DeclaredInput::name)
                    .forEach(shown::remove);
            return shown;
        }
    }
}
