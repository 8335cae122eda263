package io.weir.domain.action;

import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.query.SearchGroup;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.FieldType;
import io.weir.domain.schema.NearestNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the inconsistencies in the declaration of a data action. For one use. */
final class ActionCheck {
    private final List<DeclaredInput> inputs;
    private final InputGroups groups;
    private final List<ActionStep> steps;
    private final List<MemberName> firstOf;
    private final List<ActionOutput> outputs;
    private final List<ActionList> lists;
    private final Writes writes;
    private final Map<MemberName, DeclaredInput> inputsByName = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final KnownSteps knownSteps = new KnownSteps(problems);

    ActionCheck(
            List<DeclaredInput> inputs,
            InputGroups groups,
            List<ActionStep> steps,
            List<MemberName> firstOf,
            List<ActionOutput> outputs,
            List<ActionList> lists,
            Writes writes) {
        this.inputs = inputs;
        this.groups = groups;
        this.steps = steps;
        this.firstOf = firstOf;
        this.outputs = outputs;
        this.lists = lists;
        this.writes = writes;
    }

    List<Problem> problems() {
        inputs();
        steps();
        new ChainCheck(steps, firstOf, problems).check();
        new OutputsCheck(knownSteps, inputsByName.keySet(), writes, problems).check(outputs, lists);
        return List.copyOf(problems);
    }

    private void inputs() {
        var seen = new HashSet<String>();
        for (var input : inputs) {
            requireFree(input.name(), seen);
            inputsByName.put(input.name(), input);
        }
        group("/one_of", groups.oneOf());
        group("/all_or_none", groups.allOrNone());
    }

    private void group(String location, List<MemberName> names) {
        if (names.size() == 1) {
            problem(location, "names two or more inputs");
        }
        for (int i = 0; i < names.size(); i++) {
            var input = inputsByName.get(names.get(i));
            if (input == null) {
                problem(
                        location + "/" + i,
                        "there is no input '%s'; %s".formatted(names.get(i), meant(names.get(i), "'%s'")));
            } else if (names.indexOf(names.get(i)) < i) {
                problem(location + "/" + i, "names '%s' a second time".formatted(names.get(i)));
            } else if (input.required() || input.defaultValue().isPresent()) {
                problem(
                        location + "/" + i,
                        "'%s' is never absent, because it is required or has a default; leave it out here"
                                .formatted(names.get(i)));
            }
        }
    }

    private void requireFree(MemberName input, Set<String> seen) {
        String location = "/inputs/" + input;
        String name = input.value().toLowerCase(Locale.ROOT);
        if (DeclaredInput.RESERVED.stream().anyMatch(name::equalsIgnoreCase)) {
            problem(location, "every request may have this one; choose another name");
        }
        if (!seen.add(name)) {
            problem(location, "another input has this name, but for its case");
        }
    }

    private void steps() {
        if (steps.isEmpty() && writes.isEmpty()) {
            problem("", "an action needs a query");
        }
        var used = new HashSet<MemberName>();
        for (var step : steps) {
            switch (step.question()) {
                case QueryTemplate query -> {
                    values(query, used);
                    if (isUnfilteredWithoutOptionals(query)) {
                        problem(
                                step.location(),
                                "a query needs a condition that holds whatever inputs are absent, or it reads the whole"
                                        + " object");
                    }
                }
                case SearchTemplate search -> {
                    used.add(search.input());
                    search(search);
                    search.returning().forEach(object -> values(object.found(), used));
                }
            }
            if (!knownSteps.add(step)) {
                problem(step.location(), "another step has this name");
            }
        }
        used.addAll(new WriteCheck(writes, inputsByName, knownSteps, problems).check());
        for (var input : inputs) {
            if (!used.contains(input.name())) {
                problem("/inputs/" + input.name(), writes.isEmpty() ? "no query uses it" : "no query or write uses it");
            }
        }
    }

    /** @param used receives the inputs that {@code query} uses */
    private void values(QueryTemplate query, Set<MemberName> used) {
        query.blanks().forEach((location, blank) -> {
            switch (blank.reference()) {
                case Reference.OfInput(var name) -> {
                    used.add(name);
                    input(name, blank, location);
                }
                case Reference.OfStep(var earlier, var path) -> step(earlier, path, location);
            }
        });
        requireSuitableOperators(query);
    }

    private void search(SearchTemplate search) {
        String location = search.location() + "/for";
        var input = inputsByName.get(search.input());
        if (input == null) {
            problem(location, "there is no input {%s}; %s".formatted(search.input(), meant(search.input(), "{%s}")));
        } else if (!suits(search.group(), input.type())) {
            problem(
                    location,
                    "{%s} is %s; a search in %s is for %s"
                            .formatted(
                                    search.input(),
                                    describe(input.type()),
                                    search.group().name().toLowerCase(Locale.ROOT),
                                    search.group() == SearchGroup.PHONE ? "an input of type phone" : "a text"));
        }
        for (var object : search.returning()) {
            if (hasSubQuery(object.found().draft().where())) {
                problem(object.location() + "/where", "a search has no sub-queries; compare fields of the object");
            }
        }
    }

    private static boolean suits(SearchGroup group, InputType type) {
        return switch (group) {
            case PHONE -> type instanceof InputType.Phone;
            case NAME, EMAIL ->
                type instanceof InputType.Scalar(var scalar) && scalar.literalKind() == FieldType.LiteralKind.TEXT;
        };
    }

    private static boolean hasSubQuery(Condition condition) {
        return switch (condition) {
            case Condition.SubQuery _ -> true;
            case Condition.All(var conditions) -> conditions.stream().anyMatch(ActionCheck::hasSubQuery);
            case Condition.Any(var conditions) -> conditions.stream().anyMatch(ActionCheck::hasSubQuery);
            case Condition.Not(var negated) -> hasSubQuery(negated);
            case Condition.Everything _, Condition.Leaf _ -> false;
        };
    }

    private void input(MemberName name, QueryTemplate.Blank blank, String location) {
        var input = inputsByName.get(name);
        if (input == null) {
            problem(location, "there is no input %s; %s".formatted(blank.reference(), meant(name, "{%s}")));
        } else if (!input.required() && input.defaultValue().isEmpty() && !blank.skipped()) {
            problem(
                    location,
                    "%s may be absent: make it required, give it a default, or say 'if_absent: skip' here"
                            .formatted(blank.reference()));
        }
    }

    private void requireSuitableOperators(QueryTemplate template) {
        template.filledFrom((reference, comparison) -> {
            var input = reference instanceof Reference.OfInput(var name) ? inputsByName.get(name) : null;
            if (input != null && !suits(comparison.operator(), input.type())) {
                problem(
                        comparison.location(),
                        "%s is %s, which does not go with %s; %s"
                                .formatted(
                                        reference,
                                        describe(input.type()),
                                        comparison.operator().symbol(),
                                        instead(input.type())));
            }
            return Optional.empty();
        });
    }

    private static boolean suits(ConditionOperator operator, InputType type) {
        return switch (type) {
            case InputType.Scalar _ -> operator.takesValue();
            case InputType.Several _ -> operator.takesList();
            case InputType.Phone _ ->
                operator == ConditionOperator.EQUAL
                        || operator == ConditionOperator.NOT_EQUAL
                        || operator == ConditionOperator.IN
                        || operator == ConditionOperator.NOT_IN;
        };
    }

    /** What an input of {@code type} can be compared by. */
    private static String instead(InputType type) {
        return switch (type) {
            case InputType.Scalar(var scalar) -> "use = or !=, or declare it as 'list of %s'".formatted(scalar.label());
            case InputType.Several _ -> "use IN, NOT IN, INCLUDES or EXCLUDES";
            case InputType.Phone _ -> "use IN or NOT IN";
        };
    }

    private static String describe(InputType type) {
        return switch (type) {
            case InputType.Scalar _ -> "one value";
            case InputType.Several _ -> "a list";
            case InputType.Phone _ -> "a telephone number";
        };
    }

    /**
     * What to do about a reference to the input {@code name}, which is not declared.
     *
     * @param form how a reference is written here
     */
    private String meant(MemberName name, String form) {
        var near = NearestNames.to(
                name.value(),
                inputsByName.keySet().stream().map(MemberName::value).toList());
        return near.isEmpty()
                ? "declare it under 'inputs'"
                : "did you mean %s?".formatted(form.formatted(near.getFirst()));
    }

    private void step(MemberName name, FieldPath path, String location) {
        var step = knownSteps.named(name);
        if (step.isEmpty()) {
            problem(location, "no step before this one is called '%s'".formatted(name));
        } else {
            if (!KnownSteps.selects(step.get(), path)) {
                problem(location, "step '%s' does not select %s; add it to the fields".formatted(name, path));
            }
            knownSteps.requireOrder(step.get(), location);
        }
    }

    /**
     * Whether the query has no filter once all optional conditions are omitted. Of the inputs in {@code one_of}, one is
     * always present.
     */
    private boolean isUnfilteredWithoutOptionals(QueryTemplate template) {
        return isUnfiltered(template, Set.of())
                && (groups.oneOf().isEmpty()
                        || groups.oneOf().stream()
                                .anyMatch(present -> isUnfiltered(template, Set.of(new Reference.OfInput(present)))));
    }

    private static boolean isUnfiltered(QueryTemplate template, Set<Reference> present) {
        var skipped = new HashSet<Reference>();
        template.blanks().values().stream()
                .filter(QueryTemplate.Blank::skipped)
                .filter(blank -> !present.contains(blank.reference()))
                .forEach(blank -> skipped.add(blank.reference()));
        return template.filledFrom((reference, _) ->
                        skipped.contains(reference) ? Optional.empty() : Optional.of(new Input.Null()))
                .map(draft -> draft.where() instanceof Condition.Everything)
                .orElse(false);
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }
}
