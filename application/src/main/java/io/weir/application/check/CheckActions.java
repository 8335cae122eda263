package io.weir.application.check;

import io.weir.application.action.BoundInput;
import io.weir.application.action.KnownValuesCheck;
import io.weir.application.action.SampleValues;
import io.weir.application.action.SentInputs;
import io.weir.application.action.StepPlanning;
import io.weir.application.action.StepPlanning.StepPlan;
import io.weir.application.plan.PlanQuery;
import io.weir.application.write.WritePlanning;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.PhoneNumber;
import io.weir.domain.action.Reference;
import io.weir.domain.caller.NameRules;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Deadline;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SchemaCatalog;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.FieldType.LiteralKind;
import io.weir.domain.schema.ObjectName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks whether data actions suit the org without running a query: plans every step with sample values of its inputs.
 * Reads only the org's schema.
 *
 * <p>Thread-safe.
 */
public final class CheckActions {
    private static final PhoneNumber SOME_NUMBER =
            new PhoneNumber("+14155550100", "4155550100", List.of("+14155550100", "4155550100"));

    private final SchemaCatalog catalog;
    private final NameRules writable;

    /** The result of a check. */
    public sealed interface Suitability {
        /**
         * The org can answer every run.
         *
         * @param warnings parts that may be unintended, each with its place in the declaration
         */
        record Suitable(List<Problem> warnings) implements Suitability {
            public Suitable {
                warnings = List.copyOf(warnings);
            }
        }

        /** Every run would be refused because of the declaration; each problem has its place in it. */
        record Unsuitable(List<Problem> problems) implements Suitability {
            public Unsuitable {
                problems = List.copyOf(problems);
            }
        }

        /** No problem was found, but the schema of these objects is unavailable. */
        record Undecided(Set<ObjectName> objects) implements Suitability {
            public Undecided {
                objects = Set.copyOf(objects);
            }
        }
    }

    /** Checks whatever may be written. */
    public CheckActions(SchemaCatalog catalog) {
        this(catalog, NameRules.ALL);
    }

    /** @param writable the fields that actions may write, as {@code Object.Field} */
    public CheckActions(SchemaCatalog catalog, NameRules writable) {
        this.catalog = catalog;
        this.writable = writable;
    }

    /** Whether {@code action} suits the org; waits for the schema until {@code deadline}. */
    public Suitability check(DataAction action, Deadline deadline) {
        return new Check(action, deadline).suitability();
    }

    /** The shape of what each step asks, with a value of every input. A step that cannot be planned has none. */
    public Map<MemberName, String> shapes(DataAction action, Deadline deadline) {
        var check = new Check(action, deadline);
        var _ = check.suitability();
        return check.shapes;
    }

    /** The check of one action. For one thread. */
    private final class Check {
        private final DataAction action;
        private final Deadline deadline;
        private final Set<ObjectName> undescribed = new LinkedHashSet<>();
        private final StepPlanning planning = new StepPlanning(new Observing());
        private final SampleValues samples = new SampleValues();
        private final Map<MemberName, Deque<BoundInput>> candidates = new HashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Problem> warnings = new ArrayList<>();
        private final Map<MemberName, String> shapes = new HashMap<>();

        Check(DataAction action, Deadline deadline) {
            this.action = action;
            this.deadline = deadline;
            action.inputs().forEach(input -> candidates.put(input.name(), candidates(input)));
        }

        Suitability suitability() {
            action.steps().forEach(this::check);
            problems.addAll(new WritePlanning(new Observing(), writable).problems(action, deadline));
            if (!problems.isEmpty()) {
                return new Suitability.Unsuitable(problems);
            }
            return undescribed.isEmpty() ? new Suitability.Suitable(warnings) : new Suitability.Undecided(undescribed);
        }

        private void check(ActionStep step) {
            while (true) {
                switch (planning.plan(action, step, inputs(), samples::of, new RunMeter(deadline))) {
                    case StepPlan.Ready(var plan) -> {
                        samples.planned(step, plan.schema().types());
                        shapes.put(step.name(), plan.soql().shape().text());
                        warn(step, step.location(), plan);
                        return;
                    }
                    case StepPlan.ReadySearch(var plan) -> {
                        samples.planned(step, plan.types());
                        plan.objects()
                                .forEach(each -> each.plans()
                                        .limit(1)
                                        .forEach(ready ->
                                                warn(step, each.object().location(), ready)));
                        shapes.put(step.name(), plan.shape().text());
                        return;
                    }
                    case StepPlan.NothingToFind() -> {
                        return;
                    }
                    case StepPlan.Unsuitable(var unsuitable) -> {
                        problems.addAll(unsuitable.stream()
                                .filter(problem -> !dependsOnEarlierStep(step, problem))
                                .toList());
                        return;
                    }
                    case StepPlan.Invalid(var _, var inputProblems) -> {
                        if (!replaced(inputProblems)) {
                            problems.addAll(inputProblems.stream()
                                    .filter(problem -> !takesAnyText(problem))
                                    .map(problem -> new Problem("/inputs" + problem.location(), problem.message()))
                                    .toList());
                            return;
                        }
                    }
                }
            }
        }

        /** Collects the warnings about {@code plan} of the query at {@code location}, without those about the sample values. */
        private void warn(ActionStep step, String location, PlanQuery.Plan.Ready plan) {
            plan.warnings().stream()
                    .filter(warning ->
                            StepPlanning.blank(step, warning.location()).isEmpty())
                    .map(warning -> StepPlanning.located(location, warning))
                    .forEach(warnings::add);
            warnings.addAll(KnownValuesCheck.warnings(action, step, plan.schema()));
        }

        /** Whether the problem is about a text from an earlier step, which may fit although the sample does not. */
        private boolean dependsOnEarlierStep(ActionStep step, Problem problem) {
            return StepPlanning.blank(step, problem.location())
                    .filter(blank ->
                            blank.reference() instanceof Reference.OfStep ofStep && samples.mayBeAnyText(ofStep))
                    .isPresent();
        }

        private Map<MemberName, BoundInput> inputs() {
            var inputs = new HashMap<MemberName, BoundInput>();
            candidates.forEach((name, values) -> inputs.put(name, values.getFirst()));
            return inputs;
        }

        /** Whether one of the inputs with problems has another value to try; replaces it. */
        private boolean replaced(List<Problem> inputProblems) {
            boolean replaced = false;
            for (var problem : inputProblems) {
                var values = candidates.get(new MemberName(problem.location().substring(1)));
                if (values != null && values.size() > 1) {
                    values.removeFirst();
                    replaced = true;
                }
            }
            return replaced;
        }

        /** Whether the input takes any text, which may fit although no sample does: a picklist's value, for example. */
        private boolean takesAnyText(Problem problem) {
            return action.inputs().stream()
                    .filter(input -> problem.location().equals("/" + input.name()))
                    .anyMatch(input -> input.allowed().isEmpty() && isText(input.type()));
        }

        /** The catalog; collects the objects whose schema is unavailable. */
        private final class Observing implements SchemaCatalog {
            @Override
            public Description describe(ObjectName object, Deadline until) {
                var description = catalog.describe(object, until);
                if (description instanceof Description.Unavailable) {
                    undescribed.add(object);
                }
                return description;
            }

            @Override
            public List<String> objectNames(Deadline until) {
                return catalog.objectNames(until);
            }

            @Override
            public void forget(ObjectName object) {
                catalog.forget(object);
            }
        }
    }

    /** Values to try for the input: its default, its allowed values, or a sample of each kind. One has to fit. */
    private static Deque<BoundInput> candidates(DeclaredInput input) {
        return switch (input.type()) {
            case InputType.Phone _ -> new ArrayDeque<>(List.of(new BoundInput.Phone(List.of(SOME_NUMBER))));
            case InputType.Scalar(var type) ->
                deque(input.defaultValue()
                        .map(Stream::of)
                        .orElseGet(() -> samples(input, type))
                        .map(value -> of(value, type)));
            case InputType.Several(var type) ->
                deque(input.defaultValue()
                        .map(list -> Stream.of(SentInputs.elements(list, type)))
                        .orElseGet(() -> samples(input, type).map(List::of))
                        .map(list -> new Input.Many(
                                list.stream().map(value -> of(value, type)).toList())));
        };
    }

    private static Deque<BoundInput> deque(Stream<? extends Input> values) {
        return values.map(BoundInput.Values::new).collect(Collectors.toCollection(ArrayDeque::new));
    }

    private static Input of(Input value, FieldType type) {
        return new Input.Declared(value, type);
    }

    private static Stream<Input> samples(DeclaredInput input, FieldType type) {
        return input.allowed().isEmpty()
                ? kinds(type).map(SampleValues::of)
                : input.allowed().stream().map(Input.Text::new);
    }

    private static Stream<LiteralKind> kinds(FieldType type) {
        return type.literalKind() == LiteralKind.TEXT
                ? Stream.of(
                        LiteralKind.ID,
                        LiteralKind.BOOLEAN,
                        LiteralKind.INTEGER,
                        LiteralKind.DATE,
                        LiteralKind.DATETIME,
                        LiteralKind.TIME)
                : Stream.of(type.literalKind());
    }

    private static boolean isText(InputType type) {
        return switch (type) {
            case InputType.Scalar(var scalar) -> scalar.literalKind() == LiteralKind.TEXT;
            case InputType.Several(var several) -> several.literalKind() == LiteralKind.TEXT;
            case InputType.Phone _ -> false;
        };
    }
}
