package io.weir.application.action;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.InvalidInput;
import io.weir.domain.action.InvalidInput.Reason;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Reference;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.draft.WhiteSpace;
import io.weir.domain.filter.Value;
import io.weir.domain.port.PhoneNumbers;
import io.weir.domain.schema.FieldType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Binds the inputs of one request to the declaration of a data action.
 *
 * <p>Flows send mostly strings, so a value is read by its declared type, whatever its JSON type.
 */
final class InputBinding {
    /** The result. */
    sealed interface Binding {
        /** The inputs that are present, by name. */
        record Bound(Map<MemberName, BoundInput> inputs) implements Binding {
            public Bound {
                inputs = Map.copyOf(inputs);
            }
        }

        /** A telephone number is withheld or unreadable, or it is required and absent. */
        record NoCallerId() implements Binding {}

        /** {@code first} is the first of the inputs that have {@code problems}. */
        record Invalid(List<Problem> problems, InvalidInput first) implements Binding {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    private static final Input ABSENT = new Input.Null();

    private final DataAction action;
    private final PhoneNumbers phones;
    private final Map<MemberName, BoundInput> bound = new LinkedHashMap<>();
    private final SequencedMap<Problem, InvalidInput> problems = new LinkedHashMap<>();

    /** Inputs whose telephone number is withheld or invalid. */
    private final Set<MemberName> withheld = new HashSet<>();

    private InputBinding(DataAction action, PhoneNumbers phones) {
        this.action = action;
        this.phones = phones;
    }

    static Binding bind(DataAction action, Map<MemberName, Input> sent, PhoneNumbers phones) {
        var binding = new InputBinding(action, phones);
        action.inputs().forEach(declared -> binding.bind(declared, sent.getOrDefault(declared.name(), ABSENT)));
        binding.oneOf(action.groups().oneOf());
        binding.allOrNone(action.groups().allOrNone());
        if (!binding.problems.isEmpty()) {
            var first = binding.problems.firstEntry().getValue();
            return new Binding.Invalid(List.copyOf(binding.problems.keySet()), first);
        }
        return binding.withheld.isEmpty() ? new Binding.Bound(binding.bound) : new Binding.NoCallerId();
    }

    /** A telephone number that is none counts as absent beside another input of {@code group}. */
    private void oneOf(List<MemberName> group) {
        if (hasAnyOf(group)) {
            group.forEach(withheld::remove);
            problems.values()
                    .removeIf(problem -> problem.reason() == Reason.NOT_A_NUMBER && group.contains(problem.input()));
        } else if (!group.isEmpty() && withheld.stream().noneMatch(group::contains) && mayBeBlamed(group)) {
            problem(group.getFirst(), Reason.MISSING, "or another of one_of is required");
        }
    }

    private void allOrNone(List<MemberName> group) {
        if (hasAnyOf(group) && mayBeBlamed(group)) {
            group.stream()
                    .filter(name -> !bound.containsKey(name) && !withheld.contains(name))
                    .findFirst()
                    .ifPresent(name -> problem(name, Reason.INCOMPLETE, "is required, because others are present"));
        }
    }

    private boolean hasAnyOf(List<MemberName> group) {
        return !Collections.disjoint(group, bound.keySet());
    }

    /** Whether no input of {@code group} has a problem yet. */
    private boolean mayBeBlamed(List<MemberName> group) {
        return problems.values().stream().map(InvalidInput::input).noneMatch(group::contains);
    }

    private void bind(DeclaredInput declared, Input sent) {
        var cleaned = SentInputs.cleaned(sent, declared.cleaning());
        if (SentInputs.isUnfilled(sent, declared.type())) {
            problem(declared, Reason.UNFILLED, "is the name of a variable that the script did not replace");
        } else if (declared.cleaning().digitsOnly() && SentInputs.hasVariable(sent)) {
            holdsVariable(declared);
        } else if (!SentInputs.isAbsent(cleaned, declared.type())) {
            bindPresent(declared, cleaned);
            if (!bound.containsKey(declared.name()) && !declared.isFreeText() && SentInputs.hasVariable(sent)) {
                holdsVariable(declared);
            }
        } else if (SentInputs.isMoreThanStripped(sent, declared)) {
            problem(declared, Reason.WRONG_FORM, "has no digits");
        } else if (declared.defaultValue().isPresent()) {
            bindPresent(declared, declared.defaultValue().get());
        } else if (declared.required()) {
            absent(declared);
        }
    }

    /** The variable explains whatever else is wrong with the value. */
    private void holdsVariable(DeclaredInput declared) {
        withheld.remove(declared.name());
        problems.values().removeIf(problem -> problem.input().equals(declared.name()));
        problem(declared, Reason.UNFILLED, "has the name of a variable in it that the script did not replace");
    }

    /** A missing telephone number is no error: a flow cannot do anything about a withheld number. */
    private void absent(DeclaredInput declared) {
        if (declared.type() instanceof InputType.Phone && !declared.asked()) {
            withheld.add(declared.name());
        } else {
            problem(declared, Reason.MISSING, "is required");
        }
    }

    private void bindPresent(DeclaredInput declared, Input input) {
        switch (declared.type()) {
            case InputType.Scalar(var type) -> {
                if (input instanceof Input.Many) {
                    problem(declared, Reason.UNREADABLE, "expected one value, got a list");
                } else {
                    typed(declared, input, type).ifPresent(value -> values(declared, value));
                }
            }
            case InputType.Several(var type) -> {
                int known = problems.size();
                var values = SentInputs.elements(input, type).stream()
                        .map(element -> typed(declared, element, type))
                        .flatMap(Optional::stream)
                        .toList();
                if (problems.size() == known) {
                    values(declared, new Input.Many(values));
                }
            }
            case InputType.Phone(var region) -> phone(declared, input, region);
        }
    }

    private void values(DeclaredInput declared, Input value) {
        bound.put(declared.name(), new BoundInput.Values(value));
    }

    private void phone(DeclaredInput declared, Input input, String region) {
        if (input instanceof Input.Many || input instanceof Input.Bool) {
            problem(declared, Reason.UNREADABLE, "expected a telephone number, got " + input.kind());
            return;
        }
        var numbers = phones.parse(dialled(input), region);
        if (numbers.isEmpty() || (numbers.size() > 1 && !mayBeSeveral(declared))) {
            if (declared.asked()) {
                problem(declared, Reason.NOT_A_NUMBER, "is not one telephone number");
            } else {
                withheld.add(declared.name());
            }
        } else {
            bound.put(declared.name(), new BoundInput.Phone(numbers));
        }
    }

    /** The digits of {@code input}; empty for a number that is not a positive integer. */
    private static String dialled(Input input) {
        if (!(input instanceof Input.Numeric)) {
            return Coercion.written(input);
        }
        return Coercion.of(input, FieldType.LONG) instanceof Coercion.Fits(Value.Decimal(var number))
                        && number.signum() > 0
                ? number.toPlainString()
                : "";
    }

    /**
     * Whether every comparison with {@code phone} takes a list; any other would look for one of the numbers only. A
     * caller who was asked for a number that is written can be asked again.
     */
    private boolean mayBeSeveral(DeclaredInput phone) {
        return operatorsOn(action, phone.name()).stream().allMatch(ConditionOperator::takesList)
                && !(phone.asked() && isWritten(phone.name()));
    }

    private boolean isWritten(MemberName input) {
        return action.writes().steps().stream()
                .flatMap(write -> write.contents().stream())
                .flatMap(field -> field.content().references().stream())
                .anyMatch(new Reference.OfInput(input)::equals);
    }

    /** The operators of all comparisons with {@code input}. */
    static Set<ConditionOperator> operatorsOn(DataAction action, MemberName input) {
        var operators = EnumSet.noneOf(ConditionOperator.class);
        for (var step : action.steps()) {
            for (var query : step.queries()) {
                query.filledFrom((reference, comparison) -> {
                    if (reference.equals(new Reference.OfInput(input))) {
                        operators.add(comparison.operator());
                    }
                    return Optional.of(new Input.Null());
                });
            }
        }
        return operators;
    }

    /** The value without surrounding white space; empty, with a problem, if it does not meet the declaration. */
    private Optional<Input> typed(DeclaredInput declared, Input input, FieldType type) {
        var meant = input instanceof Input.Text(var text) ? new Input.Text(WhiteSpace.stripped(text)) : input;
        if (!meetsRules(declared, Coercion.written(meant))) {
            return Optional.empty();
        }
        return switch (Coercion.of(meant, type)) {
            case Coercion.Fits(Value.Decimal(var number))
            when !declared.range().contains(number) -> {
                problem(declared, Reason.OUT_OF_RANGE, "must be " + written(declared.range()));
                yield Optional.empty();
            }
            case Coercion.Fits _ -> Optional.of(new Input.Declared(meant, type));
            case Coercion.Mismatch(var expected) -> {
                problem(declared, Reason.UNREADABLE, "expected %s, got %s".formatted(expected, input.kind()));
                yield Optional.empty();
            }
        };
    }

    private boolean meetsRules(DeclaredInput declared, String text) {
        if (text.codePointCount(0, text.length()) > declared.maxLength()) {
            problem(declared, Reason.TOO_LONG, "has at most %d characters".formatted(declared.maxLength()));
            return false;
        }
        if (!declared.allowed().isEmpty() && !declared.allowed().contains(text)) {
            problem(
                    declared,
                    Reason.NOT_ALLOWED,
                    declared.sensitive()
                            ? "is none of the allowed values"
                            : "is one of " + String.join(", ", declared.allowed()));
            return false;
        }
        if (declared.pattern().isPresent()
                && !declared.pattern().get().matches().test(text)) {
            problem(
                    declared,
                    Reason.WRONG_FORM,
                    "must match " + declared.pattern().get().source());
            return false;
        }
        return true;
    }

    private static String written(DeclaredInput.Range range) {
        var least = range.least().map(bound -> "at least " + bound.toPlainString());
        var most = range.most().map(bound -> "at most " + bound.toPlainString());
        return Stream.concat(least.stream(), most.stream()).collect(Collectors.joining(" and "));
    }

    private void problem(DeclaredInput declared, Reason reason, String message) {
        problem(declared.name(), reason, message);
    }

    private void problem(MemberName input, Reason reason, String message) {
        problems.putIfAbsent(new Problem("/" + input, message), new InvalidInput(input, reason));
    }
}
