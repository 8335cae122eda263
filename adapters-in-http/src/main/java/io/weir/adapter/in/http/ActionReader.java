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
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a declaration into a data action, and notes everything that is wrong with it. Where something else was
 * meant and nobody knows what, that has been told already, and nothing is said of mere consequences. For one use.
 */
final class ActionReader {
    /** What the only query of an action is called, where it has no name of its own. */
    static final MemberName ONLY_STEP = new MemberName("record");

    private static final String CHILDREN = "children";
    private static final String QUERY = "query";
    private static final String STEPS = "steps";

    /** The keys of a query that say what it selects. */
    private static final Set<String> SELECTION = Set.of("fields", "relationships", "aggregates", CHILDREN);

    /** The keys of a query that say which rows it finds. */
    private static final Set<String> CONDITIONS = Set.of("filters", "where", "having", CHILDREN);

    private static final Set<String> SOURCES = Set.of("path", "step", "count", "exists", "from");

    /** Stands in for a name that is none. */
    private static final MemberName NO_NAME = new MemberName("unread");

    private final JsonObject declaration;
    private final Doubts doubts;
    private final QueryReader queries;
    private final RequestProblems problems;
    private final RequestProblems noted = new RequestProblems(Integer.MAX_VALUE);
    private final Set<String> misplaced = new HashSet<>();

    /**
     * @param declaration has the shape of one
     * @param doubts where something else was meant
     */
    ActionReader(JsonObject declaration, Doubts doubts, QueryReader queries, RequestProblems problems) {
        this.declaration = declaration;
        this.doubts = doubts;
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
        var unread = unread(inputs, steps, outputs, lists);
        var consequences = doubts.with(misplaced);
        noted.all().stream()
                .filter(problem -> !consequences.explain(problem.location()))
                .forEach(problem -> problems.add(problem.location(), problem.message()));
        DataAction.problems(inputs, steps, outputs, lists, unread)
                .forEach(problem -> problems.add(problem.location(), problem.message()));
        if (name.isEmpty() || !problems.all().isEmpty() || !doubts.places().isEmpty()) {
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

    private UnreadParts unread(
            List<DeclaredInput> inputs, List<ActionStep> steps, List<ActionOutput> outputs, List<ActionList> lists) {
        var wrong = wrong();
        var certain = inputs.stream()
                .map(DeclaredInput::name)
                .filter(name ->
                        !wrong.touch("/inputs/" + name + "/required") && !wrong.touch("/inputs/" + name + "/default"))
                .collect(Collectors.toSet());
        var sources = Stream.of(
                        outputs.stream().map(output -> "/outputs/" + output.key()),
                        lists.stream().map(list -> "/lists/" + list.prefix()),
                        lists.stream()
                                .flatMap(list -> list.outputs().stream()
                                        .map(output -> "/lists/" + list.prefix() + "/outputs/" + output.key())))
                .flatMap(Function.identity())
                .filter(place -> wrong.has(place) || wrong.below(place).anyMatch(SOURCES::contains))
                .collect(Collectors.toSet());
        boolean someUnnamed = !namesAllSteps();
        return new UnreadParts(
                names(doubts.has("/inputs"), declaredNames("inputs").stream(), name -> !certain.contains(name)),
                names(
                        someUnnamed,
                        steps.stream().map(ActionStep::name),
                        name -> isDoubtful(wrong, query(name), SELECTION)),
                names(
                        someUnnamed,
                        steps.stream().map(ActionStep::name),
                        name -> isDoubtful(wrong, query(name), CONDITIONS)
                                || misplaced.stream().anyMatch(place -> place.startsWith(query(name) + "/"))),
                sources);
    }

    private static UnreadParts.Names names(boolean any, Stream<MemberName> names, Predicate<MemberName> unread) {
        return new UnreadParts.Names(names.filter(unread).collect(Collectors.toCollection(LinkedHashSet::new)), any);
    }

    /** Where something is wrong, as far as is known yet. */
    private Doubts wrong() {
        return doubts.with(noted.all().stream().map(Problem::location).toList());
    }

    private String query(MemberName step) {
        return JsonMembers.has(declaration, STEPS) ? "/" + STEPS + "/" + step + "/" + QUERY : "/" + QUERY;
    }

    /** Whether something is wrong with one of {@code keys} of the query at {@code query}, or of children in it. */
    private static boolean isDoubtful(Doubts wrong, String query, Set<String> keys) {
        return wrong.has(query) || wrong.below(query).map(ActionReader::key).anyMatch(keys::contains);
    }

    /** The key that {@code place}, below a query, belongs to, there or in the children where it stands. */
    private static String key(String place) {
        var names = place.split("/", -1);
        int at = 0;
        while (at + 2 < names.length && names[at].equals(CHILDREN)) {
            at += 2;
        }
        return names[at];
    }

    /** Whether every step has a name that is known, as {@link #ONLY_STEP} has. */
    private boolean namesAllSteps() {
        boolean several = JsonMembers.has(declaration, STEPS);
        if (JsonMembers.has(declaration, QUERY) == several) {
            return false;
        }
        return !several
                || (!doubts.has("/" + STEPS)
                        && declaredNames(STEPS).size()
                                == declaration.getJsonObject(STEPS).size());
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

    /** The names in the mapping called {@code key}, in their order, without what is no name. */
    private List<MemberName> declaredNames(String key) {
        return JsonMembers.has(declaration, key)
                ? declaration.getJsonObject(key).keySet().stream()
                        .filter(MemberName::isName)
                        .map(MemberName::new)
                        .toList()
                : List.of();
    }

    /** What {@code reading} makes of the part at {@code location}; empty if that is wrong. */
    private <T> Optional<T> read(String location, Supplier<T> reading) {
        return noted.noted(location, reading);
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
        return noted.all().isEmpty() ? new DataAction.Bounds(time, kept, priority, rows) : usual;
    }

    private void bound(String key, Supplier<DataAction.Bounds> bounds) {
        if (JsonMembers.has(declaration, key)
                && noted.all().stream().noneMatch(problem -> problem.location().equals("/" + key))) {
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
        var reader = new InputReader(noted);
        return each("inputs", (name, json, location) -> reader.input(name, json.asJsonObject(), location));
    }

    private List<ActionStep> steps() {
        boolean several = JsonMembers.has(declaration, STEPS);
        if (JsonMembers.has(declaration, QUERY)) {
            if (several) {
                problems.add("/" + STEPS, "stands beside 'query'; an action has one of the two");
            }
            return List.of(step(ONLY_STEP, declaration, "", true));
        }
        if (!several) {
            problems.add("", "an action needs a query, or steps that have one each");
            return List.of();
        }
        for (var key : List.of("on_many", "on_none")) {
            if (JsonMembers.has(declaration, key)) {
                problems.add("/" + key, "stands within each of the steps");
            }
        }
        var first = firstStep();
        return each(
                STEPS,
                (name, json, location) -> Optional.of(step(name, json.asJsonObject(), location, name.equals(first))));
    }

    private ActionStep step(MemberName name, JsonObject json, String location, boolean first) {
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
        var query = json.getJsonObject(QUERY);
        for (String place : TemplateValues.misplaced(query, at)) {
            misplaced.add(place);
            problems.add(place, "braces take the place of a whole val, and of nothing else; what stands here is fixed");
        }
        var values = new TemplateValues(noted);
        var draft = queries.template(query, at, noted, values);
        var wrong = wrong();
        boolean ordered = Stream.of(at + "/order_by", at + "/limit", location + "/on_many")
                .noneMatch(wrong::touch);
        return new ActionStep(
                name,
                location.isEmpty() ? at : location,
                new QueryTemplate(draft, values.blanks()),
                onNone,
                ordered ? onMany : ActionStep.OnMany.MULTIPLE);
    }

    private List<ActionOutput> outputs() {
        var first = firstStep();
        var reader = new OutputReader(noted, doubts);
        return each("outputs", (key, json, location) -> Optional.of(reader.output(key, json, first, location)));
    }

    private List<ActionList> lists() {
        var reader = new OutputReader(noted, doubts);
        return each("lists", (prefix, json, location) -> reader.list(prefix, json.asJsonObject(), location));
    }

    /** One entry of a mapping. */
    private interface Entry<T> {
        Optional<T> read(MemberName name, JsonValue json, String location);
    }

    /** What {@code entry} makes of each entry of the mapping called {@code key}; what has no proper name is read for its mistakes. */
    private <T> List<T> each(String key, Entry<T> entry) {
        var all = new ArrayList<T>();
        if (JsonMembers.has(declaration, key)) {
            declaration.getJsonObject(key).forEach((word, json) -> {
                String location = "/" + key + new JsonPlace(JsonPlace.ROOT, word);
                var name = problems.noted(location, () -> new MemberName(word));
                var read = entry.read(name.orElse(NO_NAME), json, location);
                if (name.isPresent()) {
                    read.ifPresent(all::add);
                }
            });
        }
        return all;
    }

    /**
     * The one of {@code choices} that is called {@code key}.
     *
     * @param usual what it is where there is none, and stands in for a word that is none of them
     */
    private <E extends Enum<E>> E choice(JsonObject json, String key, String location, E[] choices, E usual) {
        if (!JsonMembers.has(json, key)) {
            return usual;
        }
        return noted.noted(location + "/" + key, () -> chosen(json.getString(key), choices))
                .orElse(usual);
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
