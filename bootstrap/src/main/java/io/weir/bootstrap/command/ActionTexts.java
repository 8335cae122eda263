package io.weir.bootstrap.command;

import io.weir.adapter.in.http.action.ActionAnswerWriter;
import io.weir.adapter.in.http.answer.AnswerStyle.Profile;
import io.weir.application.action.DryRunDataAction.DryRunResult;
import io.weir.application.action.WritePreview;
import io.weir.bootstrap.wiring.ActionChecks;
import io.weir.domain.action.ActionOutcome;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.Cleaning;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputType;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.SearchTemplate;
import io.weir.domain.draft.Coercion;
import io.weir.domain.draft.Input;
import io.weir.domain.draft.Problem;
import io.weir.domain.limit.Admission;
import io.weir.domain.schema.FieldPath;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data actions and their answers as text for a terminal. */
final class ActionTexts {
    private ActionTexts() {}

    /** The output of a command, and whether the action answered. */
    record Output(List<String> lines, boolean answered) {
        Output {
            lines = List.copyOf(lines);
        }
    }

    static List<String> inputs(DataAction action) {
        if (action.inputs().isEmpty()) {
            return List.of("It takes no input.");
        }
        return action.inputs().stream()
                .flatMap(input -> Stream.concat(
                        Stream.of("%-20s %s%s%s"
                                .formatted(
                                        input.name(),
                                        type(input.type()),
                                        input.required() ? ", required" : ", may be absent",
                                        described(input))),
                        rules(input).map(rule -> "%-20s   %s".formatted("", rule))))
                .toList();
    }

    /** What each step asks, in order. */
    static List<String> steps(DataAction action) {
        return action.steps().stream()
                .map(step ->
                        "%-20s %s%s".formatted(step.name(), asked(step), askedWith(action.askedWith(step).stream())))
                .toList();
    }

    /** What is written, in order. */
    static List<String> writes(DataAction action) {
        return WritePreview.of(action.writes()).stream()
                .map(ActionTexts::written)
                .toList();
    }

    private static String written(WritePreview write) {
        return "%-20s %ss %s%s: %s"
                .formatted(
                        write.name(),
                        write.operation(),
                        write.object(),
                        how(write),
                        write.fields().entrySet().stream()
                                .map(field -> "%s = %s".formatted(field.getKey(), field.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static String how(WritePreview write) {
        var parts = Stream.of(
                        Stream.of(write.once()).filter(once -> !once.isEmpty()),
                        write.assignment().stream().map("assignment %s"::formatted),
                        write.when().entrySet().stream()
                                .map(each -> "when %s: %s".formatted(each.getKey(), each.getValue())))
                .flatMap(texts -> texts)
                .toList();
        return parts.isEmpty() ? "" : " (%s)".formatted(String.join("; ", parts));
    }

    private static String asked(ActionStep step) {
        String objects = String.join(", ", step.objects());
        return switch (step.question()) {
            case QueryTemplate _ -> "queries " + objects;
            case SearchTemplate search ->
                "searches {%s} by %s in %s: %s"
                        .formatted(
                                search.input(),
                                search.group().name().toLowerCase(Locale.ROOT),
                                search.returning().stream()
                                        .map(object -> "%s (%s)"
                                                .formatted(
                                                        object.object(),
                                                        object.match().stream()
                                                                .map(FieldPath::toString)
                                                                .collect(Collectors.joining(", "))))
                                        .collect(Collectors.joining(", ")),
                                search.strategy().label());
        };
    }

    private static String askedWith(Stream<MemberName> earlier) {
        return earlier.map(" (may share the call of %s)"::formatted).collect(Collectors.joining());
    }

    private static String described(DeclaredInput input) {
        return input.description().isEmpty() ? "" : ": " + input.description();
    }

    private static String type(InputType type) {
        return type instanceof InputType.Phone(var region) ? "%s (%s)".formatted(type, region) : type.toString();
    }

    /** The rules for values of {@code input} besides its type, without the allowed values of a sensitive input. */
    private static Stream<String> rules(DeclaredInput input) {
        var rules = Stream.<String>builder();
        if (!input.allowed().isEmpty()) {
            rules.add(input.sensitive() ? "one of a few, not shown" : "one of " + String.join(", ", input.allowed()));
        }
        input.pattern().ifPresent(pattern -> rules.add("matches " + pattern.source()));
        if (input.maxLength() < Coercion.MAX_TEXT) {
            rules.add("at most %d characters".formatted(input.maxLength()));
        }
        input.range().least().ifPresent(bound -> rules.add("at least " + bound.toPlainString()));
        input.range().most().ifPresent(bound -> rules.add("at most " + bound.toPlainString()));
        cleaning(input.cleaning()).forEach(rules::add);
        if (input.asked()) {
            rules.add("asked for: anything but one number is invalid_input");
        }
        input.defaultValue()
                .ifPresent(value -> rules.add(
                        input.sensitive()
                                ? "has a default, not shown"
                                : "%s when it is absent".formatted(shown(value))));
        if (input.sensitive()) {
            rules.add("sensitive: no dry run shows it");
        }
        return rules.build();
    }

    private static Stream<String> cleaning(Cleaning cleaning) {
        var changes = Stream.<String>builder();
        if (!cleaning.strip().isEmpty()) {
            changes.add("without the characters '%s'".formatted(cleaning.strip()));
        }
        if (cleaning.digitsOnly()) {
            changes.add("of which only the digits count");
        }
        switch (cleaning.letters()) {
            case UPPER -> changes.add("in capitals");
            case LOWER -> changes.add("in small letters");
            case AS_SENT -> {}
        }
        if (cleaning.length() > 0) {
            changes.add(
                    "filled up to %d characters with '%s' in front".formatted(cleaning.length(), cleaning.padding()));
        }
        return changes.build();
    }

    static Output of(ActionLookup.Found found, ActionOutcome outcome, String requestId, Profile profile) {
        return switch (outcome) {
            case ActionOutcome.Answered(var answer) ->
                new Output(List.of(ActionAnswerWriter.text(found.action(), answer, requestId, profile)), true);
            case ActionOutcome.Forbidden() -> forbidden();
            case ActionOutcome.Unsuitable(var problems) -> unsuitable(found, problems);
            case ActionOutcome.Refused(var denial) -> new Output(List.of(denied(denial)), false);
            case ActionOutcome.JournalUnavailable() ->
                new Output(List.of("nothing was written: the journal of writes cannot be used"), false);
        };
    }

    static Output of(DryRunResult result, ActionLookup.Found found) {
        return switch (result) {
            case DryRunResult.Ready ready -> new Output(dryRun(ready), true);
            case DryRunResult.NoCallerId() -> new Output(List.of("no_caller_id: nothing would be asked"), true);
            case DryRunResult.Forbidden() -> forbidden();
            case DryRunResult.Invalid(var problems) ->
                problems("an input does not fit", problems.stream().map(Problem::toString));
            case DryRunResult.Unsuitable(var problems) -> unsuitable(found, problems);
        };
    }

    private static Output forbidden() {
        return new Output(List.of("the caller may not run this action"), false);
    }

    private static Output unsuitable(ActionLookup.Found found, List<Problem> problems) {
        return problems(
                "the action does not suit the org",
                ActionChecks.problems(found.folder(), found.action(), problems).stream());
    }

    private static Output problems(String what, Stream<String> problems) {
        return new Output(
                Stream.concat(Stream.of(what + ":"), problems.map(problem -> "  " + problem))
                        .toList(),
                false);
    }

    private static String denied(Admission.Denied denial) {
        return switch (denial) {
            case Admission.OnlyReserveLeft _ -> "only the API requests that are set aside for others are left";
            case Admission.QuotaExhausted _ -> "the org's daily API requests are spent";
            case Admission.CallerBudgetSpent _ -> "the caller's API requests of the last 24 hours are used up";
        };
    }

    private static List<String> dryRun(DryRunResult.Ready ready) {
        var inputs = ready.inputs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(name -> name.value())))
                .map(input -> "%s = %s".formatted(input.getKey(), shown(input.getValue())));
        var steps = ready.steps().stream()
                .map(step -> "%s%s: %s%s"
                        .formatted(
                                step.name(),
                                askedWith(step.askedWith().stream()),
                                step.strategy().map(strategy -> strategy + ": ").orElse(""),
                                step.shape()));
        var writes = ready.writes().stream().map(ActionTexts::written);
        var warnings = ready.warnings().stream().map(problem -> "warning: " + problem);
        return Stream.of(inputs, steps, writes, warnings)
                .flatMap(lines -> lines)
                .toList();
    }

    private static String shown(Input input) {
        return input instanceof Input.Many(var inputs)
                ? inputs.stream().map(ActionTexts::shown).collect(Collectors.joining("|"))
                : Coercion.written(input);
    }
}
