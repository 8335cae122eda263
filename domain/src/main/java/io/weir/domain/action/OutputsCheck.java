package io.weir.domain.action;

import io.weir.domain.action.ActionOutput.Source;
import io.weir.domain.draft.DraftItem;
import io.weir.domain.draft.Problem;
import io.weir.domain.schema.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the inconsistencies in the outputs and lists of a data action. For one use. */
final class OutputsCheck {
    /** The members of every answer and every error besides the outputs. */
    private static final Set<String> RESERVED_OUTPUTS = Set.of("""
        ok outcome count truncated request_id invalid invalid_reason
        type title status detail code retryable salesforce_code
        """.strip().split("\\s+"));

    /** The further member of answers of actions that write, and of their errors. */
    private static final String REASON = "reason";

    /** Half the size of an answer; the other half is for values. */
    private static final int MOST_CHARACTERS_OF_KEYS = 8 * 1024;

    private static final int AROUND_A_KEY = "\"\":null,".length();

    private final KnownSteps steps;
    private final Set<MemberName> inputs;
    private final Writes writes;
    private final List<Problem> problems;
    private final Set<String> keys = new HashSet<>();

    /** @param problems receives the problems */
    OutputsCheck(KnownSteps steps, Set<MemberName> inputs, Writes writes, List<Problem> problems) {
        this.steps = steps;
        this.inputs = inputs;
        this.writes = writes;
        this.problems = problems;
    }

    void check(List<ActionOutput> outputs, List<ActionList> lists) {
        for (var output : outputs) {
            String location = "/outputs/" + output.key();
            addKey(output.key().value(), location);
            output(output, location);
        }
        lists.forEach(this::list);
        int characters =
                keys.stream().mapToInt(key -> key.length() + AROUND_A_KEY).sum();
        if (characters > MOST_CHARACTERS_OF_KEYS) {
            problem(
                    "/outputs",
                    "the names alone have %d characters, with lists; shorten them to %d, or have fewer rows"
                            .formatted(characters, MOST_CHARACTERS_OF_KEYS));
        }
    }

    private void list(ActionList list) {
        String location = "/lists/" + list.prefix();
        var select = steps.rows(list.rows(), location);
        if (select.isPresent() && list.rows() instanceof RowSource.Step(var step)) {
            steps.known(step, location).ifPresent(known -> steps.requireOrder(known, location));
        }
        for (var output : list.outputs()) {
            String at = location + "/outputs/" + output.key();
            requireFormat(output, at);
            select.ifPresent(items -> listOutput(list, output, items, at));
            for (int row = 1; row <= list.most(); row++) {
                addKey(list.member(row, output.key()), at);
            }
        }
    }

    private void output(ActionOutput output, String location) {
        requireFormat(output, location);
        output.currencyField().ifPresent(field -> reference(field, location + "/currency"));
        switch (output.source()) {
            case Source.Field field -> requireSelected(field, ofStep(field), location);
            case Source.FirstOf(var candidates) -> {
                for (int i = 0; i < candidates.size(); i++) {
                    reference(candidates.get(i), location + "/first/" + i);
                }
            }
            case Source.Count(var rows) -> steps.rows(rows, location);
            case Source.Exists(var rows) -> steps.rows(rows, location);
            case Source.Constant _ -> {}
            case Source.Written(var template) ->
                template.parts().forEach(part -> {
                    switch (part) {
                        case TextTemplate.Part.Value(var field, var _) -> reference(field, location);
                        case TextTemplate.Part.RecordUrl(var ofSteps) ->
                            ofSteps.forEach(step -> recordUrl(step, location));
                        case TextTemplate.Part.Literal _, TextTemplate.Part.Matched _ -> {}
                        case TextTemplate.Part.ObjectName(var ofSteps) ->
                            ofSteps.forEach(step -> steps.known(step, location)
                                    .ifPresent(known -> steps.requireOrder(known, location)));
                    }
                });
            case Source.Chosen(var choices, var _) -> {
                for (int i = 0; i < choices.size(); i++) {
                    String at = "%s/case/%d/if".formatted(location, i);
                    choices.get(i).tests().forEach(test -> reference(test.field(), at));
                }
            }
        }
    }

    /** A field as templates, cases and {@code first} write it: of a step, or of the first one. */
    private void reference(Source.Field field, String location) {
        requireSelected(field, elsewhere(field.path()), location);
    }

    /** @param hint the end of the problem, if the query does not select the field */
    private void requireSelected(Source.Field field, String hint, String location) {
        steps.known(field.step(), location).ifPresent(step -> {
            if (!KnownSteps.selects(step, field.path())) {
                problem(
                        location,
                        writes.steps().stream().anyMatch(write -> write.name().equals(field.step()))
                                ? "%s of the written record '%s' is not read; add it to its 'returning'"
                                        .formatted(field.path(), field.step())
                                : "the query of '%s' does not select %s%s"
                                        .formatted(
                                                field.step(),
                                                field.path(),
                                                hint.isEmpty() ? "; add it to the fields" : hint));
            }
            steps.requireOrder(step, location);
        });
    }

    /** How to write a field of the step that a path begins with, which belongs to one step; blank if it names none. */
    private String ofStep(Source.Field field) {
        String word = field.path().segments().getFirst();
        if (field.path().parents().isEmpty() || !MemberName.isName(word)) {
            return "";
        }
        return steps.named(new MemberName(word))
                .map(step -> {
                    String rest = field.path().toString().substring(word.length() + 1);
                    return step.name().equals(field.step())
                            ? "; write %s".formatted(rest)
                            : "; a field of the step '%s' is written {step: %s, path: %s}".formatted(word, word, rest);
                })
                .orElse("");
    }

    /** What else the author may have meant by {@code path}. */
    private String elsewhere(FieldPath path) {
        String word = path.segments().getFirst();
        if (!path.parents().isEmpty()) {
            return ", and no step is called '%s'".formatted(word);
        }
        boolean isInput = inputs.stream().anyMatch(input -> input.value().equals(word));
        return isInput ? "; an input cannot be an output" : "";
    }

    private void recordUrl(MemberName name, String location) {
        steps.known(name, location).ifPresent(step -> {
            step.queries()
                    .forEach(query -> requireId(query.draft().select(), "the query of '%s'".formatted(name), location));
            steps.requireOrder(step, location);
        });
    }

    private void requireId(List<DraftItem> select, String query, String location) {
        if (!KnownSteps.selects(select, TextTemplate.ID)) {
            problem(location, "{recordUrl} is made of the record's id; add Id to the fields of " + query);
        }
    }

    private void listOutput(ActionList list, ActionOutput output, List<DraftItem> select, String location) {
        output.currencyField().ifPresent(field -> requireOfRow(list, field, select, location + "/currency"));
        switch (output.source()) {
            case Source.Field field -> requireOfRow(list, field, select, location);
            case Source.Written(var template) ->
                template.parts().forEach(part -> {
                    switch (part) {
                        case TextTemplate.Part.Value(var field, var _) -> requireOfRow(list, field, select, location);
                        case TextTemplate.Part.RecordUrl _ -> requireId(select, "this list", location);
                        case TextTemplate.Part.Literal _,
                                TextTemplate.Part.Matched _,
                                TextTemplate.Part.ObjectName _ -> {}
                    }
                });
            case Source.Chosen chosen -> chosen.fields().forEach(field -> requireOfRow(list, field, select, location));
            case Source.FirstOf _, Source.Count _, Source.Exists _, Source.Constant _ ->
                problem(location, "a list's outputs have a path, a template or a case");
        }
    }

    private void requireOfRow(ActionList list, Source.Field field, List<DraftItem> select, String location) {
        if (!field.step().equals(list.rows().step()) || !KnownSteps.selects(select, field.path())) {
            problem(location, "the rows of this list do not have %s; add it to their fields".formatted(field.path()));
        }
    }

    private void requireFormat(ActionOutput output, String location) {
        boolean suits = switch (output.format()) {
            case PLAIN -> true;
            case DATE_ONLY -> output.type() == ActionOutput.Type.DATE;
            case EPOCH -> output.type() == ActionOutput.Type.INTEGER;
            case SPOKEN_DATE, SPOKEN_TIME, SPOKEN_DATETIME, NUMBER, MONEY, DIGITS, LABEL, UPPER, MASK ->
                output.type() == ActionOutput.Type.STRING;
        };
        if (!suits) {
            problem(
                    location,
                    "an output of type %s is not written as %s; leave out the format, or declare another type"
                            .formatted(
                                    output.type().name().toLowerCase(Locale.ROOT),
                                    output.format().name().toLowerCase(Locale.ROOT)));
        }
    }

    private void addKey(String key, String location) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (RESERVED_OUTPUTS.contains(lower) || (lower.equals(REASON) && !writes.isEmpty())) {
            problem(location, "every answer has '%s' already; choose another name".formatted(lower));
        }
        if (!keys.add(lower)) {
            problem(location, "the answer has '%s' already, but for its case".formatted(key));
        }
    }

    private void problem(String location, String message) {
        problems.add(new Problem(location, message));
    }
}
