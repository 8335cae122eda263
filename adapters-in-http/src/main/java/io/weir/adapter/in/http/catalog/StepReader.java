package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.query.QueryReader;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the steps of a data action, and which of them answer. For one use. */
final class StepReader {
    /** The name of the only query of an action. */
    static final MemberName ONLY_STEP = new MemberName("record");

    private static final String QUERY = "query";
    private static final String SEARCH = "search";
    private static final String STEPS = "steps";
    private static final String FIRST_OF = "first_of";
    static final String WHEN = "when";
    private static final String ON_NONE = "on_none";
    private static final String ON_MANY = "on_many";

    private final JsonObject declaration;
    private final Problems problems;
    private final Set<MemberName> unreadable;
    private final ZoneId zone;
    private final List<MemberName> firstOf;
    private final List<ActionStep> steps;

    /**
     * @param unreadable invalid inputs; references to them are not checked
     * @param zone of the days that dateTime fields are compared with
     */
    StepReader(JsonObject declaration, Problems problems, Set<MemberName> unreadable, ZoneId zone) {
        this.zone = zone;
        this.declaration = declaration;
        this.problems = problems;
        this.unreadable = unreadable;
        this.firstOf = onlyWrites() ? List.of() : ActionReader.names(declaration, FIRST_OF, problems);
        this.steps = readSteps();
    }

    /** The steps without those that have no readable name. */
    List<ActionStep> all() {
        return steps;
    }

    /** The steps that {@code first_of} names. */
    List<MemberName> firstOf() {
        return firstOf;
    }

    /** The names of the steps and of the writes. */
    Set<MemberName> names() {
        return Stream.concat(steps.stream().map(ActionStep::name), WriteReader.names(declaration).stream())
                .collect(Collectors.toSet());
    }

    /** The names of the steps that answer; of an action that writes, those of the writes. */
    List<MemberName> answering() {
        if (WriteReader.isIn(declaration)) {
            return WriteReader.names(declaration);
        }
        return DataAction.answering(steps, firstOf).stream()
                .map(ActionStep::name)
                .toList();
    }

    /** Whether {@link #all} has every declared step. */
    boolean isComplete() {
        int declared = has(STEPS) ? declaration.getJsonObject(STEPS).size() : 1;
        return steps.size() == (onlyWrites() ? 0 : declared);
    }

    /** Whether the action asks nothing before it writes. */
    private boolean onlyWrites() {
        return !isQuestion(declaration) && !has(STEPS) && WriteReader.isIn(declaration);
    }

    /** The name of the first step, or of the first write if there are no steps. */
    MemberName first() {
        if (onlyWrites()) {
            return WriteReader.names(declaration).stream().findFirst().orElse(ActionReader.NO_NAME);
        }
        if (isQuestion(declaration) || !has(STEPS)) {
            return ONLY_STEP;
        }
        return declaration.getJsonObject(STEPS).keySet().stream()
                .findFirst()
                .filter(MemberName::isName)
                .map(MemberName::new)
                .orElse(ActionReader.NO_NAME);
    }

    private boolean has(String key) {
        return JsonMembers.has(declaration, key);
    }

    private List<ActionStep> readSteps() {
        if (isQuestion(declaration)) {
            String question = has(QUERY) ? QUERY : SEARCH;
            if (has(STEPS)) {
                problems.add("/" + STEPS, "is beside '%s'; an action has one of the two".formatted(question));
            }
            if (has(FIRST_OF)) {
                problems.add("/" + FIRST_OF, "names steps, and an action with a %s has only one".formatted(question));
            }
            return step(ONLY_STEP, declaration, "", true).stream().toList();
        }
        if (onlyWrites()) {
            problems.refuse(
                    declaration,
                    List.of(FIRST_OF, SearchReader.STRATEGY, ON_MANY, ON_NONE),
                    "",
                    "goes with a query, and this action only writes");
            return List.of();
        }
        if (!has(STEPS)) {
            problems.add("", "an action needs a query or a search, or steps that have one each");
            return List.of();
        }
        problems.refuse(
                declaration, List.of(SearchReader.STRATEGY, ON_MANY, ON_NONE), "", "belongs in each of the steps");
        var first = first();
        return ActionReader.each(
                declaration,
                "",
                STEPS,
                problems,
                (name, json, location) -> step(name, json.asJsonObject(), location, name.equals(first)));
    }

    private Optional<ActionStep> step(MemberName name, JsonObject json, String location, boolean first) {
        boolean answers = firstOf.contains(name);
        var onNone = choice(
                json,
                ON_NONE,
                location,
                ActionStep.OnNone.values(),
                first && !answers ? ActionStep.OnNone.NOT_FOUND : ActionStep.OnNone.GO_ON);
        var onMany = choice(
                json,
                ON_MANY,
                location,
                ActionStep.OnMany.values(),
                first || answers || JsonMembers.has(json, SEARCH)
                        ? ActionStep.OnMany.MULTIPLE
                        : ActionStep.OnMany.FIRST);
        String at = location + "/" + (JsonMembers.has(json, SEARCH) ? SEARCH : QUERY);
        return question(json, location)
                .map(question -> new ActionStep(
                        name,
                        location.isEmpty() ? at : location,
                        question,
                        when(name, json, location),
                        onNone,
                        onMany));
    }

    private static boolean isQuestion(JsonObject json) {
        return JsonMembers.has(json, QUERY) || JsonMembers.has(json, SEARCH);
    }

    private Optional<ActionStep.Question> question(JsonObject json, String location) {
        if (JsonMembers.has(json, SEARCH)) {
            problems.refuse(json, List.of(QUERY), location, "is beside 'search'; a step has one of the two");
            return new SearchReader(problems, unreadable, zone).search(json, location);
        }
        problems.refuse(json, List.of(SearchReader.STRATEGY), location, "goes with a search");
        if (!JsonMembers.has(json, QUERY)) {
            problems.add(location + "/" + QUERY, "is required, or a search");
            return Optional.empty();
        }
        var values = new TemplateValues(problems);
        var draft = QueryReader.template(json.getJsonObject(QUERY), location + "/" + QUERY, problems, values);
        return Optional.of(new QueryTemplate(draft, readable(values.blanks(), unreadable), zone));
    }

    /** {@code blanks} without those of {@code unreadable} inputs. */
    static Map<String, QueryTemplate.Blank> readable(
            Map<String, QueryTemplate.Blank> blanks, Set<MemberName> unreadable) {
        var readable = new HashMap<>(blanks);
        readable.values()
                .removeIf(blank ->
                        blank.reference() instanceof Reference.OfInput(var input) && unreadable.contains(input));
        return readable;
    }

    /** The declared conditions. Without any, a step of {@code first_of} runs if those named before it found nothing. */
    private List<ActionStep.When> when(MemberName name, JsonObject json, String location) {
        if (!JsonMembers.has(json, WHEN)) {
            int earlier = Math.max(0, firstOf.indexOf(name));
            return firstOf.subList(0, earlier).stream()
                    .map(step -> new ActionStep.When(step, false))
                    .toList();
        }
        return conditions(json, location, problems);
    }

    /** The conditions of {@code json}, which has some; those with problems are left out. */
    static List<ActionStep.When> conditions(JsonObject json, String location, Problems problems) {
        return ActionReader.each(
                json,
                location,
                WHEN,
                problems,
                (step, found, at) ->
                        problems.attempt(at, () -> new ActionStep.When(step, found(((JsonString) found).getString()))));
    }

    private static boolean found(String word) {
        return switch (word) {
            case "found" -> true;
            case "none" -> false;
            default -> throw new IllegalArgumentException("a step runs when another found 'none' or 'found'");
        };
    }

    /**
     * The one of {@code choices} that the member {@code key} names.
     *
     * @param defaultValue the result for an absent or an unknown word
     */
    private <E extends Enum<E>> E choice(JsonObject json, String key, String location, E[] choices, E defaultValue) {
        return problems.attemptMember(json, key, location, () -> ActionReader.chosen(json.getString(key), choices))
                .orElse(defaultValue);
    }
}
