package io.weir.adapter.in.http;

import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionName;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.ActionStep;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.action.Problem;
import io.weir.domain.action.QueryTemplate;
import io.weir.domain.action.UnreadParts;
import io.weir.domain.limit.Priority;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Turns a declaration into a data action, and notes everything that is wrong with it. What has not the shape it should have is passed
 * over: that has been told already, and nothing is said against what refers to it. For one use.
 */
final class ActionReader {
    /** What the only query of an action is called, where it has no name of its own. */
    static final MemberName ONLY_STEP = new MemberName("record");

    private static final String QUERY = "query";
    private static final String STEPS = "steps";

    private final JsonObject declaration;
    private final Set<String> misshapen;
    private final QueryReader queries;
    private final RequestProblems problems;

    /**
     * @param declaration an object
     * @param misshapen places in it that have not the shape they should have
     */
    ActionReader(JsonObject declaration, Set<String> misshapen, QueryReader queries, RequestProblems problems) {
        this.declaration = declaration;
        this.misshapen = misshapen;
        this.queries = queries;
        this.problems = problems;
    }

    /** The action; empty, with everything that is wrong noted, if there is none. */
    Optional<DataAction> read(String expectedName) {
        var name = read("/name", () -> name(expectedName));
        int version = read("/version", this::version).orElse(1);
        var bounds = bounds();
        var inputs = inputs();
        var steps = steps();
        var outputs = outputs();
        var lists = lists();
        var unread = new UnreadParts(
                declaredNames("inputs")
                        .map(names -> unread(names, inputs.stream().map(DeclaredInput::name)))
                        .orElse(UnreadParts.Names.ANY),
                stepNames()
                        .map(names -> unread(names, steps.stream().map(ActionStep::name)))
                        .orElse(UnreadParts.Names.ANY));
        DataAction.problems(inputs, steps, outputs, lists, unread)
                .forEach(problem -> problems.add(problem.location(), problem.message()));
        if (name.isEmpty() || !problems.all().isEmpty() || !misshapen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DataAction(
                name.get(),
                version,
                declaration.getString("description").strip(),
                inputs,
                steps,
                outputs,
                lists,
                bounds));
    }

    /** Those of {@code declared} that are not among {@code read}. */
    private static UnreadParts.Names unread(List<MemberName> declared, Stream<MemberName> read) {
        var names = new LinkedHashSet<>(declared);
        read.forEach(names::remove);
        return new UnreadParts.Names(names, false);
    }

    /** What the steps are called, in their order; empty if that cannot be told. */
    private Optional<List<MemberName>> stepNames() {
        boolean several = JsonMembers.has(declaration, STEPS);
        if (JsonMembers.has(declaration, QUERY) == several) {
            return Optional.empty();
        }
        return several
                ? declaredNames(STEPS)
                        .filter(names ->
                                names.size() == declaration.getJsonObject(STEPS).size())
                : Optional.of(List.of(ONLY_STEP));
    }

    /** The names in the mapping called {@code key}, in their order, without what is no name; empty if it is no mapping. */
    private Optional<List<MemberName>> declaredNames(String key) {
        if (misshapen.contains("/" + key)) {
            return Optional.empty();
        }
        return Optional.of(
                JsonMembers.has(declaration, key)
                        ? declaration.getJsonObject(key).keySet().stream()
                                .filter(MemberName::isName)
                                .map(MemberName::new)
                                .toList()
                        : List.of());
    }

    /** What {@code reading} makes of the part at {@code location}; empty if that has not its shape, or is wrong otherwise. */
    private <T> Optional<T> read(String location, Supplier<T> reading) {
        return isShaped(location) ? problems.noted(location, reading) : Optional.empty();
    }

    private boolean isShaped(String location) {
        return misshapen.stream().noneMatch(place -> place.equals(location) || place.startsWith(location + "/"));
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

    private DataAction.Bounds bounds() {
        var usual = DataAction.Bounds.USUAL;
        var time = part("time_limit", () -> time(declaration, "time_limit"), usual.time());
        var kept = part("cache", () -> time(declaration, "cache"), usual.keepAnswers());
        var priority = part("priority", this::priority, usual.priority());
        int rows = part("row_cap", () -> whole(declaration, "row_cap", 0), usual.rowCap());
        // one at a time, so that each refusal stands where it belongs
        bound("time_limit", () -> new DataAction.Bounds(time, usual.keepAnswers(), priority, usual.rowCap()));
        bound("cache", () -> new DataAction.Bounds(usual.time(), kept, priority, usual.rowCap()));
        bound("row_cap", () -> new DataAction.Bounds(usual.time(), usual.keepAnswers(), priority, rows));
        return problems.all().isEmpty() ? new DataAction.Bounds(time, kept, priority, rows) : usual;
    }

    private void bound(String key, Supplier<DataAction.Bounds> bounds) {
        if (JsonMembers.has(declaration, key)
                && problems.all().stream()
                        .noneMatch(problem -> problem.location().equals("/" + key))) {
            read("/" + key, bounds);
        }
    }

    private <T> T part(String key, Supplier<T> reading, T usual) {
        return JsonMembers.has(declaration, key) ? read("/" + key, reading).orElse(usual) : usual;
    }

    private Priority priority() {
        String name = declaration.getString("priority");
        var names = Arrays.stream(Priority.values()).map(Priority::label).toList();
        return Priority.named(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown priority; " + Spelling.suggestion(name, names)));
    }

    private List<DeclaredInput> inputs() {
        var inputs = new ArrayList<DeclaredInput>();
        var reader = new InputReader(problems);
        each(
                "inputs",
                (name, json, location) -> problems.noted(location, () -> new MemberName(name))
                        .flatMap(member -> reader.input(member, json, location))
                        .ifPresent(inputs::add));
        return inputs;
    }

    private List<ActionStep> steps() {
        var steps = new ArrayList<ActionStep>();
        boolean several = JsonMembers.has(declaration, STEPS);
        if (JsonMembers.has(declaration, QUERY)) {
            if (several) {
                problems.add("/" + STEPS, "stands beside 'query'; an action has one of the two");
            }
            if (isShaped("/" + QUERY) && isShaped("/on_many") && isShaped("/on_none")) {
                step(ONLY_STEP, declaration, "", true).ifPresent(steps::add);
            }
        } else if (several) {
            for (var key : List.of("on_many", "on_none")) {
                if (JsonMembers.has(declaration, key)) {
                    problems.add("/" + key, "stands within each of the steps");
                }
            }
            String first = declaration.getJsonObject(STEPS).keySet().stream()
                    .findFirst()
                    .orElse("");
            each(
                    STEPS,
                    (name, json, location) -> problems.noted(location, () -> new MemberName(name))
                            .flatMap(member -> step(member, json, location, name.equals(first)))
                            .ifPresent(steps::add));
        } else if (!misshapen.contains("/" + QUERY) && !misshapen.contains("/" + STEPS)) {
            problems.add("", "an action needs a query, or steps that have one each");
        }
        return steps;
    }

    private Optional<ActionStep> step(MemberName name, JsonObject json, String location, boolean first) {
        String at = location + "/" + QUERY;
        var onNone = choice(
                json,
                "on_none",
                location,
                ActionStep.OnNone.values(),
                first ? ActionStep.OnNone.NOT_FOUND : ActionStep.OnNone.GO_ON,
                ActionStep.OnNone.GO_ON);
        var onMany = choice(
                json,
                "on_many",
                location,
                ActionStep.OnMany.values(),
                first ? ActionStep.OnMany.MULTIPLE : ActionStep.OnMany.FIRST,
                ActionStep.OnMany.MULTIPLE);
        var query = json.getJsonObject(QUERY);
        var misplaced = TemplateValues.misplaced(query, at);
        misplaced.forEach(place -> problems.add(
                place, "braces take the place of a whole val, and of nothing else; what stands here is fixed"));
        var within = new RequestProblems(Integer.MAX_VALUE);
        var values = new TemplateValues(within);
        var draft = queries.template(query, at, within, values);
        boolean whole = misplaced.isEmpty() && within.all().isEmpty();
        within.all().stream()
                .filter(problem -> misplaced.stream().noneMatch(place -> isAbout(problem, place)))
                .forEach(problem -> problems.add(problem.location(), problem.message()));
        return draft.filter(_ -> whole)
                .map(complete -> new ActionStep(
                        name,
                        location.isEmpty() ? at : location,
                        new QueryTemplate(complete, values.blanks()),
                        onNone,
                        onMany));
    }

    /** Whether {@code problem} is only a consequence of what stands at {@code place}. */
    private static boolean isAbout(Problem problem, String place) {
        return place.equals(problem.location())
                || place.substring(0, place.lastIndexOf('/')).equals(problem.location());
    }

    private List<ActionOutput> outputs() {
        var outputs = new ArrayList<ActionOutput>();
        var first = stepNames().flatMap(names -> names.stream().findFirst()).orElse(ONLY_STEP);
        var reader = new OutputReader(problems);
        var all = JsonMembers.has(declaration, "outputs") && !misshapen.contains("/outputs")
                ? declaration.getJsonObject("outputs")
                : JsonObject.EMPTY_JSON_OBJECT;
        all.forEach((key, json) -> {
            String location = "/outputs" + new JsonPlace(JsonPlace.ROOT, key);
            if (isShaped(location)) {
                reader.output(key, json, first, location).ifPresent(outputs::add);
            }
        });
        return outputs;
    }

    private List<ActionList> lists() {
        var lists = new ArrayList<ActionList>();
        var reader = new OutputReader(problems);
        each(
                "lists",
                (prefix, json, location) -> reader.list(prefix, json, location).ifPresent(lists::add));
        return lists;
    }

    /** One entry of a mapping. */
    private interface Entry {
        void read(String name, JsonObject json, String location);
    }

    /** Each entry of the mapping called {@code key} that has its shape. */
    private void each(String key, Entry entry) {
        if (!JsonMembers.has(declaration, key) || misshapen.contains("/" + key)) {
            return;
        }
        declaration.getJsonObject(key).forEach((name, json) -> {
            String location = "/" + key + new JsonPlace(JsonPlace.ROOT, name);
            if (isShaped(location)) {
                entry.read(name, json.asJsonObject(), location);
            }
        });
    }

    /**
     * The one of {@code choices} that is called {@code key}.
     *
     * @param unread what stands in for a word that is none of them: the choice of which least is required
     */
    private <E extends Enum<E>> E choice(JsonObject json, String key, String location, E[] choices, E usual, E unread) {
        if (!JsonMembers.has(json, key)) {
            return usual;
        }
        return problems.noted(location + "/" + key, () -> chosen(json.getString(key), choices))
                .orElse(unread);
    }

    /** The one of {@code choices} that {@code word} names, in lower case; {@link IllegalArgumentException} for none. */
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

    /** The whole number called {@code key}; {@code usual} if there is none, {@link IllegalArgumentException} if it is no number. */
    static int whole(JsonObject json, String key, int usual) {
        var value = JsonMembers.value(json, key);
        if (value == null) {
            return usual;
        }
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException notWhole) {
            throw new IllegalArgumentException("expected a whole number", notWhole);
        }
    }

    private static Duration time(JsonObject json, String key) {
        var value = JsonMembers.value(json, key);
        return ShortTime.parse(value instanceof JsonString string ? string.getString() : String.valueOf(value));
    }
}
