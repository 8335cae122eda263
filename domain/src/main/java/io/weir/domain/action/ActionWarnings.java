package io.weir.domain.action;

import io.weir.domain.draft.Problem;
import io.weir.domain.query.Limit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what may be unintended in a data action: outputs with the name of something else in CXone, which a flow that
 * copies them overwrites, constants with braces, lists that are blank whenever there are several rows, and conditions
 * that never hold.
 */
public final class ActionWarnings {
    /** The variables that CXone sets in every script. */
    private static final Set<String> SCRIPT_VARIABLES = Set.of("contactid", "ani", "dnis", "err");

    /** What CXone sends to services. */
    private static final Set<String> SENT_BY_CXONE = Set.of("busno", "scriptname", "actiontype", "actionid");

    /** These, and what every request may have. */
    private static final Set<String> WORDS_OF_CXONE = Stream.of(SCRIPT_VARIABLES, SENT_BY_CXONE, DeclaredInput.RESERVED)
            .flatMap(Collection::stream)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern FIELD_IN_BRACES = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_.:]*\\}");

    private ActionWarnings() {}

    /** Whether CXone sets a variable called {@code name}, in any case, in every script. */
    public static boolean isScriptVariable(MemberName name) {
        return SCRIPT_VARIABLES.contains(name.value().toLowerCase(Locale.ROOT));
    }

    /** The warnings, each with its place in the declaration as a JSON pointer. */
    public static List<Problem> of(DataAction action) {
        return Stream.of(words(action.outputs()), constants(action), lists(action), conditions(action))
                .flatMap(warnings -> warnings)
                .toList();
    }

    private static Stream<Problem> words(List<ActionOutput> outputs) {
        return outputs.stream()
                .map(ActionOutput::key)
                .filter(key -> WORDS_OF_CXONE.contains(key.value().toLowerCase(Locale.ROOT)))
                .map(key -> new Problem("/outputs/" + key, meaning(key.value())));
    }

    private static String meaning(String name) {
        return name.equalsIgnoreCase(DeclaredInput.CONTACT_ID)
                ? "scripts and requests of CXone have a 'contactId', the contact in CXone; choose another name, such as"
                        + " contactRecordId"
                : "scripts or requests of CXone have '%s', and a flow may take one for the other; choose another name"
                        .formatted(name);
    }

    /** The texts that are always the same, and look as if a field belonged into them. */
    private static Stream<Problem> constants(DataAction action) {
        return action.outputs().stream()
                .filter(output -> Stream.concat(output.possible().stream(), output.defaultValue().stream())
                        .anyMatch(ActionWarnings::hasBraces))
                .map(output -> new Problem(
                        "/outputs/" + output.key(),
                        "braces in a constant are answered as they are; only a template has fields in them"));
    }

    private static boolean hasBraces(OutputValue value) {
        return value instanceof OutputValue.Text(var text)
                && FIELD_IN_BRACES.matcher(text).find();
    }

    /** The steps and writes with a {@code when} that never holds. */
    private static Stream<Problem> conditions(DataAction action) {
        return Stream.concat(
                action.steps().stream().flatMap(step -> never(step.location(), step.when(), action)),
                action.writes().steps().stream().flatMap(write -> never(write.location(), write.when(), action)));
    }

    private static Stream<Problem> never(String location, List<ActionStep.When> conditions, DataAction action) {
        return impossible(conditions, action, new HashMap<>()).stream()
                .map(why -> new Problem(location + "/when", why));
    }

    /**
     * Why {@code conditions} do not hold together; empty if they may.
     *
     * @param known what follows from the conditions so far, and receives what follows from these: whether each step has
     *     found something
     */
    private static Optional<String> impossible(
            List<ActionStep.When> conditions, DataAction action, Map<MemberName, Boolean> known) {
        for (var condition : conditions) {
            var before = known.putIfAbsent(condition.step(), condition.found());
            if (before != null && before != condition.found()) {
                return Optional.of(
                        "never holds: '%s' would have to find something and nothing".formatted(condition.step()));
            }
            var step = action.readable(condition.step());
            if (step.isEmpty()) {
                continue;
            }
            if (condition.found()) {
                // it has run, so its own conditions held
                var reason = impossible(step.get().when(), action, known);
                if (reason.isPresent()) {
                    return reason;
                }
            } else if (step.get().when().isEmpty() && step.get().onNone() != ActionStep.OnNone.GO_ON) {
                return Optional.of("never holds: the action ends if '%s' finds nothing; give that step 'on_none: go_on'"
                        .formatted(condition.step()));
            }
        }
        return Optional.empty();
    }

    /** The lists of several rows of a step that ends the action when it finds several. */
    private static Stream<Problem> lists(DataAction action) {
        return action.lists().stream()
                .filter(list -> list.most() > 1)
                .filter(list -> list.rows() instanceof RowSource.Step(var name)
                        && action.steps().stream()
                                .filter(step -> step.name().equals(name))
                                .anyMatch(ActionWarnings::endsWithSeveral))
                .map(list -> new Problem(
                        "/lists/" + list.prefix(),
                        ("if '%s' finds several rows, the outcome is 'multiple' and this list is blank; give it"
                                        + " 'on_many: first' and an order_by")
                                .formatted(list.rows().step())));
    }

    private static boolean endsWithSeveral(ActionStep step) {
        return step.onMany() == ActionStep.OnMany.MULTIPLE
                && step.queries().stream()
                        .anyMatch(query -> !(query.draft().limit() instanceof Limit.AtMost(var most) && most <= 1));
    }
}
