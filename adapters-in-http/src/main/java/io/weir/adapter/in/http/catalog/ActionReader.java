package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.json.Spelling;
import io.weir.adapter.in.http.query.QueryReader;
import io.weir.adapter.in.http.yaml.ShortTime;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.Reference;
import io.weir.domain.caller.ActionName;
import io.weir.domain.limit.Priority;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Turns a declaration of the right shape into a data action, and collects its problems. For one use. */
final class ActionReader {
    /** The name of the only query of an action. */
    static final MemberName ONLY_STEP = new MemberName("record");

    private static final String INPUTS = "inputs";
    private static final String QUERY = "query";
    private static final String STEPS = "steps";

    /** Replaces an invalid name. */
    private static final MemberName NO_NAME = new MemberName("unread");

    private final JsonObject declaration;
    private final Problems problems;

    /**
     * @param declaration has the shape of one
     */
    ActionReader(JsonObject declaration, Problems problems) {
        this.declaration = declaration;
        this.problems = problems;
    }

    /** The action; empty if there are problems. */
    Optional<DataAction> read(String expectedName) {
        var name = problems.attempt("/name", () -> name(expectedName));
        var version = problems.attempt("/version", this::version);
        var bounds = bounds();
        var inputs = inputs();
        var steps = steps(unreadable(inputs));
        var outputs = outputs();
        var lists = lists();
        int declaredSteps = JsonMembers.has(declaration, STEPS)
                ? declaration.getJsonObject(STEPS).size()
                : 1;
        if (steps.size() == declaredSteps) {
            DataAction.problems(inputs, steps, outputs, lists)
                    .forEach(problem -> problems.add(problem.location(), problem.message()));
        }
        return problems.all().isEmpty()
                ? Optional.of(new DataAction(
                        name.orElseThrow(),
                        version.orElseThrow(),
                        declaration.getString("description").strip(),
                        inputs,
                        steps,
                        outputs,
                        lists,
                        bounds))
                : Optional.empty();
    }

    /** The names of the declared inputs that are not among {@code inputs}, because they are invalid. */
    private Set<MemberName> unreadable(List<DeclaredInput> inputs) {
        if (!JsonMembers.has(declaration, INPUTS)) {
            return Set.of();
        }
        var readable = inputs.stream().map(DeclaredInput::name).collect(Collectors.toSet());
        return declaration.getJsonObject(INPUTS).keySet().stream()
                .filter(MemberName::isName)
                .map(MemberName::new)
                .filter(name -> !readable.contains(name))
                .collect(Collectors.toSet());
    }

    private MemberName firstStep() {
        if (JsonMembers.has(declaration, QUERY) || !JsonMembers.has(declaration, STEPS)) {
            return ONLY_STEP;
        }
        return declaration.getJsonObject(STEPS).keySet().stream()
                .findFirst()
                .filter(MemberName::isName)
                .map(MemberName::new)
                .orElse(NO_NAME);
    }

    private ActionName name(String expected) {
        String name = declaration.getString("name");
        if (!name.equals(expected)) {
            throw new IllegalArgumentException(
                    "the file is called %s.yaml; give both the same name".formatted(JsonPlace.shown(expected)));
        }
        return new ActionName(name);
    }

    private int version() {
        int version = whole(declaration, "version", 0);
        if (version < 1) {
            throw new IllegalArgumentException("versions are whole numbers and count from 1");
        }
        return version;
    }

    /** Replaces the defaults one by one, so that each error is located at its key. */
    private DataAction.Bounds bounds() {
        var bounds = DataAction.Bounds.DEFAULT;
        bounds = bounded(
                "priority", bounds, it -> new DataAction.Bounds(it.time(), it.keepAnswers(), priority(), it.rowCap()));
        bounds = bounded(
                "time_limit",
                bounds,
                it -> new DataAction.Bounds(time("time_limit"), it.keepAnswers(), it.priority(), it.rowCap()));
        bounds = bounded(
                "cache", bounds, it -> new DataAction.Bounds(it.time(), time("cache"), it.priority(), it.rowCap()));
        return bounded(
                "row_cap",
                bounds,
                it -> new DataAction.Bounds(
                        it.time(), it.keepAnswers(), it.priority(), whole(declaration, "row_cap", 0)));
    }

    private DataAction.Bounds bounded(
            String key, DataAction.Bounds bounds, UnaryOperator<DataAction.Bounds> replacing) {
        return JsonMembers.has(declaration, key)
                ? problems.attempt("/" + key, () -> replacing.apply(bounds)).orElse(bounds)
                : bounds;
    }

    private Priority priority() {
        String name = declaration.getString("priority");
        var names = Arrays.stream(Priority.values()).map(Priority::label).toList();
        return Priority.named(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown priority; " + Spelling.suggestion(name, names)));
    }

    private List<DeclaredInput> inputs() {
        var reader = new InputReader(problems);
        return each(INPUTS, (name, json, location) -> reader.input(name, json.asJsonObject(), location));
    }

    /**
     * @param unreadable invalid inputs; references to them are not checked
     */
    private List<ActionStep> steps(Set<MemberName> unreadable) {
        boolean several = JsonMembers.has(declaration, STEPS);
        if (JsonMembers.has(declaration, QUERY)) {
            if (several) {
                problems.add("/" + STEPS, "is beside 'query'; an action has one of the two");
            }
            return List.of(step(ONLY_STEP, declaration, "", true, unreadable));
        }
        if (!several) {
            problems.add("", "an action needs a query, or steps that have one each");
            return List.of();
        }
        for (var key : List.of("on_many", "on_none")) {
            if (JsonMembers.has(declaration, key)) {
                problems.add("/" + key, "belongs in each of the steps");
            }
        }
        var first = firstStep();
        return each(
                STEPS,
                (name, json, location) ->
                        Optional.of(step(name, json.asJsonObject(), location, name.equals(first), unreadable)));
    }

    private ActionStep step(
            MemberName name, JsonObject json, String location, boolean first, Set<MemberName> unreadable) {
        String at = location + "/" + QUERY;
        var onNone = choice(
                json,
                "on_none",
                location,
                ActionStep.OnNone.values(),
                first ? ActionStep.OnNone.NOT_FOUND : ActionStep.OnNone.GO_ON);
        var onMany = choice(
                json,
                "on_many",
                location,
                ActionStep.OnMany.values(),
                first ? ActionStep.OnMany.MULTIPLE : ActionStep.OnMany.FIRST);
        var values = new TemplateValues(problems);
        var draft = QueryReader.template(json.getJsonObject(QUERY), at, problems, values);
        var blanks = new HashMap<>(values.blanks());
        blanks.values()
                .removeIf(blank ->
                        blank.reference() instanceof Reference.OfInput(var input) && unreadable.contains(input));
        return new ActionStep(
                name, location.isEmpty() ? at : location, new QueryTemplate(draft, blanks), onNone, onMany);
    }

    private List<ActionOutput> outputs() {
        var first = firstStep();
        var reader = new OutputReader(problems);
        return each("outputs", (key, json, location) -> reader.output(key, json, first, location));
    }

    private List<ActionList> lists() {
        var reader = new OutputReader(problems);
        return each("lists", (prefix, json, location) -> reader.list(prefix, json.asJsonObject(), location));
    }

    /** One entry of a mapping. */
    private interface Entry<T> {
        Optional<T> read(MemberName name, JsonValue json, String location);
    }

    /**
     * The results of {@code entry} for the mapping {@code key}. An entry with an invalid name is read only for its
     * problems.
     */
    private <T> List<T> each(String key, Entry<T> entry) {
        var all = new ArrayList<T>();
        if (JsonMembers.has(declaration, key)) {
            declaration.getJsonObject(key).forEach((word, json) -> {
                String location = "/" + key + new JsonPlace(JsonPlace.ROOT, word);
                var name = problems.attempt(location, () -> new MemberName(word));
                var read = entry.read(name.orElse(NO_NAME), json, location);
                if (name.isPresent()) {
                    read.ifPresent(all::add);
                }
            });
        }
        return all;
    }

    /**
     * The one of {@code choices} that the member {@code key} names.
     *
     * @param defaultValue the result for an absent or an unknown word
     */
    private <E extends Enum<E>> E choice(JsonObject json, String key, String location, E[] choices, E defaultValue) {
        if (!JsonMembers.has(json, key)) {
            return defaultValue;
        }
        return problems.attempt(location + "/" + key, () -> chosen(json.getString(key), choices))
                .orElse(defaultValue);
    }

    /**
     * The one of {@code choices} that {@code word} names, in lower case; {@link IllegalArgumentException} for an
     * unknown word.
     */
    static <E extends Enum<E>> E chosen(String word, E[] choices) {
        for (var choice : choices) {
            if (label(choice).equals(word)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("not known here; "
                + Spelling.suggestion(
                        word, Arrays.stream(choices).map(ActionReader::label).toList()));
    }

    private static String label(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The member {@code key} as a number, or {@code defaultValue}; {@link IllegalArgumentException} if it is not whole.
     */
    static int whole(JsonObject json, String key, int defaultValue) {
        var value = JsonMembers.value(json, key);
        if (value == null) {
            return defaultValue;
        }
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notWhole) {
            throw new IllegalArgumentException("expected a whole number", notWhole);
        }
    }

    private Duration time(String key) {
        var value = JsonMembers.value(declaration, key);
        return ShortTime.parse(value instanceof JsonString string ? string.getString() : String.valueOf(value));
    }
}
