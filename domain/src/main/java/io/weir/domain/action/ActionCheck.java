package io.weir.domain.action;

import io.weir.domain.draft.Condition;
import io.weir.domain.draft.ConditionOperator;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.query.Limit;
import io.weir.domain.schema.FieldPath;
import io.weir.domain.schema.RelationshipName;
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
    /** The members of every answer and every error besides the outputs. */
    private static final Set<String> RESERVED_OUTPUTS = Set.of("""
        ok outcome count truncated request_id invalid invalid_reason type title status detail code retryable salesforce_code
        """.strip().split("\\s+"));

    /** Half the size of an answer; the other half is for values. */
    private static final int MOST_CHARACTERS_OF_KEYS = 8 * 1024;

    private static final int AROUND_A_KEY = "\"\":null,".length();

    private final List<DeclaredInput> inputs;
    private final InputGroups groups;
    private final List<ActionStep> steps;
    private final List<MemberName> firstOf;
    private final List<ActionOutput> outputs;
    private final List<ActionList> lists;
    private final Map<MemberName, DeclaredInput> inputsByName = new LinkedHashMap<>();
    private final Map<MemberName, ActionStep> stepsByName = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<MemberName> reportedUnordered = new HashSet<>();

    ActionCheck(
            List<DeclaredInput> inputs,
            InputGroups groups,
            List<ActionStep> steps,
            List<MemberName> firstOf,
            List<ActionOutput> outputs,
            List<ActionList> lists) {
        this.inputs = inputs;
        this.groups = groups;
        this.steps = steps;
        this.firstOf = firstOf;
        this.outputs = outputs;
        this.lists = lists;
    }

    List<Problem> problems() {
        inputs();
        steps();
        problems.addAll(new ChainCheck(steps, firstOf).problems());
        outputs();
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
                problem(location + "/" + i, "there is no input '%s'".formatted(names.get(i)));
            } else if (names.indexOf(names.get(i)) < i) {
                problem(location + "/" + i, "names '%s' a second time".formatted(names.get(i)));
            } else if (input.required() || input.defaultValue().isPresent()) {
                problem(
                        location + "/" + i,
                        "'%s' is never absent, because it is required or has a default".formatted(names.get(i)));
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
        if (steps.isEmpty()) {
            problem("", "an action needs a query");
        }
        var used = new HashSet<MemberName>();
        for (var step : steps) {
            step.query().blanks().forEach((location, blank) -> {
                switch (blank.reference()) {
                    case Reference.OfInput(var name) -> {
                        used.add(name);
                        input(name, blank, location);
                    }
                    case Reference.OfStep(var earlier, var path) -> step(earlier, path, location);
                }
            });
            requireSuitableOperators(step.query());
            if (isUnfilteredWithoutOptionals(step.query())) {
                problem(
                        step.location(),
                        "a query needs a condition that holds whatever inputs are absent, or it reads the whole"
                                + " object");
            }
            if (stepsByName.putIfAbsent(step.name(), step) != null) {
                problem(step.location(), "another step has this name");
            }
        }
        for (var input : inputs) {
            if (!used.contains(input.name())) {
                problem("/inputs/" + input.name(), "no query uses it");
            }
        }
    }

    private void input(MemberName name, QueryTemplate.Blank blank, String location) {
        var input = inputsByName.get(name);
        if (input == null) {
            problem(location, "there is no input %s".formatted(blank.reference()));
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
                        "%s is %s, which does not go with %s"
                                .formatted(
                                        reference,
                                        describe(input.type()),
                                        comparison.operator().symbol()));
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

    private static String describe(InputType type) {
        return switch (type) {
            case InputType.Scalar _ -> "one value";
            case InputType.Several _ -> "a list";
            case InputType.Phone _ -> "a telephone number";
        };
    }

    private void step(MemberName name, FieldPath path, String location) {
        var step = stepsByName.get(name);
        if (step == null) {
            problem(location, "no step before this one is called '%s'".formatted(name));
        } else {
            if (!selects(step.query().draft().select(), path)) {
                problem(location, "step '%s' does not select %s".formatted(name, path));
            }
            requireOrder(step, location);
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

    private void outputs() {
        var keys = new Keys();
        for (var output : outputs) {
            String location = "/outputs/" + output.key();
            keys.add(output.key().value(), location);
            output(output, location);
        }
        for (var list : lists) {
            String location = "/lists/" + list.prefix();
            var select = rows(list.rows(), location);
            if (select.isPresent() && list.rows() instanceof RowSource.Step(var step)) {
                known(step, location).ifPresent(known -> requireOrder(known, location));
            }
            for (var output : list.outputs()) {
                String at = location + "/outputs/" + output.key();
                requireFormat(output, at);
                select.ifPresent(items -> listOutput(list, output, items, at));
                for (int row = 1; row <= list.most(); row++) {
                    keys.add(list.member(row, output.key()), at);
                }
            }
        }
        int characters =
                keys.seen.stream().mapToInt(key -> key.length() + AROUND_A_KEY).sum();
        if (characters > MOST_CHARACTERS_OF_KEYS) {
            problem(
                    "/outputs",
                    "the names alone have %d characters, with lists; %d leave room for values"
                            .formatted(characters, MOST_CHARACTERS_OF_KEYS));
        }
    }

    private void output(ActionOutput output, String location) {
        requireFormat(output, location);
        switch (output.source()) {
            case ActionOutput.Source.Field(var name, var path) ->
                known(name, location).ifPresent(step -> {
                    if (!selects(step.query().draft().select(), path)) {
                        problem(location, "the query of '%s' does not select %s".formatted(name, path));
                    }
                    requireOrder(step, location);
                });
            case ActionOutput.Source.Count(var rows) -> rows(rows, location);
            case ActionOutput.Source.Exists(var rows) -> rows(rows, location);
        }
    }

    private void listOutput(ActionList list, ActionOutput output, List<DraftItem> select, String location) {
        switch (output.source()) {
            case ActionOutput.Source.Field(var step, var path) -> {
                if (!step.equals(list.rows().step()) || !selects(select, path)) {
                    problem(location, "the rows of this list do not have %s".formatted(path));
                }
            }
            case ActionOutput.Source.Count _, ActionOutput.Source.Exists _ ->
                problem(location, "a list's outputs have a path");
        }
    }

    /** The selection of the rows; empty, with a problem, if they do not exist. */
    private Optional<List<DraftItem>> rows(RowSource rows, String location) {
        return switch (rows) {
            case RowSource.Step(var step) ->
                known(step, location).map(known -> known.query().draft().select());
            case RowSource.Children(var step, var relationship) ->
                known(step, location).flatMap(known -> children(known, relationship, location));
        };
    }

    private Optional<List<DraftItem>> children(ActionStep step, RelationshipName relationship, String location) {
        for (var item : step.query().draft().select()) {
            if (item instanceof DraftItem.Children(var _, var children)
                    && children.relationship().value().equalsIgnoreCase(relationship.value())) {
                requireOrder(step, location);
                return Optional.of(children.select());
            }
        }
        problem(location, "the query of '%s' has no children %s".formatted(step.name(), relationship));
        return Optional.empty();
    }

    private Optional<ActionStep> known(MemberName name, String location) {
        var step = Optional.ofNullable(stepsByName.get(name));
        if (step.isEmpty()) {
            problem(location, "there is no step '%s'".formatted(name));
        }
        return step;
    }

    /** Only an order defines which of several rows is first. Reports each step once. */
    private void requireOrder(ActionStep step, String location) {
        var draft = step.query().draft();
        boolean one = draft.limit() instanceof Limit.AtMost(var most) && most <= 1;
        boolean aggregated = draft.select().stream().noneMatch(DraftItem.Field.class::isInstance);
        boolean unordered =
                step.onMany() == ActionStep.OnMany.FIRST && draft.orderBy().isEmpty() && !one && !aggregated;
        if (unordered && reportedUnordered.add(step.name())) {
            problem(
                    location,
                    "which row is first? Give the query of '%s' an order_by, or say 'on_many: multiple'"
                            .formatted(step.name()));
        }
    }

    private void requireFormat(ActionOutput output, String location) {
        boolean suits = switch (output.format()) {
            case PLAIN -> true;
            case DATE_ONLY -> output.type() == ActionOutput.Type.DATE;
            case EPOCH -> output.type() == ActionOutput.Type.INTEGER;
            case SPOKEN_DATE, UPPER, MASK -> output.type() == ActionOutput.Type.STRING;
        };
        if (!suits) {
            problem(
                    location,
                    "an output of type %s is not written as %s"
                            .formatted(
                                    output.type().name().toLowerCase(Locale.ROOT),
                                    output.format().name().toLowerCase(Locale.ROOT)));
        }
    }

    private static boolean selects(List<DraftItem> select, FieldPath path) {
        return select.stream().anyMatch(item -> switch (item) {
            case DraftItem.Field(var _, var selected) -> selected.sameAs(path);
            case DraftItem.Aggregated(var _, var _, var alias) -> alias.value().equals(path.toString());
            case DraftItem.RowCount _, DraftItem.Children _ -> false;
        });
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }

    /** The names of the answer's members so far. */
    private final class Keys {
        private final Set<String> seen = new HashSet<>();

        void add(String key, String location) {
            String lower = key.toLowerCase(Locale.ROOT);
            if (RESERVED_OUTPUTS.contains(lower)) {
                problem(location, "every answer has '%s' already; choose another name".formatted(lower));
            }
            if (!seen.add(lower)) {
                problem(location, "the answer has '%s' already, but for its case".formatted(key));
            }
        }
    }
}
