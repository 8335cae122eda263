package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonMembers;
import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.json.Spelling;
import io.weir.adapter.in.http.yaml.ShortTime;
import io.weir.domain.action.ActionList;
import io.weir.domain.action.ActionOutput;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.InputGroups;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.ActionName;
import io.weir.domain.limit.Priority;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Turns a declaration of the right shape into a data action, and collects its problems. For one use. */
final class ActionReader {
    private static final String INPUTS = "inputs";

    /** File names and requests have room for nine digits. */
    private static final int MOST_VERSIONS = 999_999_999;

    /** Replaces an invalid name. */
    static final MemberName NO_NAME = new MemberName("unread");

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
        var groups =
                new InputGroups(names(declaration, "one_of", problems), names(declaration, "all_or_none", problems));
        var style = new StyleReader(problems).zoneAndLanguage(declaration, "", ActionOutput.Style.DEFAULT);
        var steps = new StepReader(declaration, problems, unreadable(inputs), style.zone());
        var writeReader = new WriteReader(declaration, problems, unreadable(inputs));
        var writes = writeReader.writes();
        var reader = new OutputReader(
                problems, steps.names(), Set.copyOf(WriteReader.names(declaration)), steps.answering(), style);
        var outputs = outputs(reader, steps.first());
        var lists = lists(reader);
        AnswerRoom.problem(outputs, lists).ifPresent(problem -> problems.add("/outputs", problem));
        if (steps.isComplete() && writeReader.isComplete(writes)) {
            DataAction.problems(inputs, groups, steps.all(), steps.firstOf(), outputs, lists, writes)
                    .forEach(problem -> problems.add(problem.location(), problem.message()));
        }
        return problems.all().isEmpty()
                ? Optional.of(new DataAction(
                        name.orElseThrow(),
                        version.orElseThrow(),
                        declaration.getString("description").strip(),
                        inputs,
                        groups,
                        steps.all(),
                        steps.firstOf(),
                        outputs,
                        lists,
                        writes,
                        bounds))
                : Optional.empty();
    }

    /** The names in the list {@code key} of {@code declaration}; those that are no names are left out. */
    static List<MemberName> names(JsonObject declaration, String key, Problems problems) {
        var names = new ArrayList<MemberName>();
        if (JsonMembers.has(declaration, key)) {
            var words = declaration.getJsonArray(key);
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i) instanceof JsonString text ? text.getString() : "";
                problems.attempt("/" + key + "/" + i, () -> new MemberName(word))
                        .ifPresent(names::add);
            }
        }
        return names;
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
        if (version > MOST_VERSIONS) {
            throw new IllegalArgumentException("a version has nine digits at most");
        }
        return version;
    }

    /** Replaces the defaults one by one, so that each error is located at its key. */
    private DataAction.Bounds bounds() {
        boolean writes = WriteReader.isIn(declaration);
        var bounds = writes ? DataAction.Bounds.WRITING : DataAction.Bounds.DEFAULT;
        bounds = bounded(
                "priority", bounds, it -> new DataAction.Bounds(it.time(), it.keepAnswers(), priority(), it.rowCap()));
        bounds = bounded(
                "time_limit",
                bounds,
                it -> new DataAction.Bounds(time("time_limit"), it.keepAnswers(), it.priority(), it.rowCap()));
        if (!writes) {
            bounds = bounded(
                    "cache", bounds, it -> new DataAction.Bounds(it.time(), time("cache"), it.priority(), it.rowCap()));
        }
        return bounded(
                "row_cap",
                bounds,
                it -> new DataAction.Bounds(
                        it.time(), it.keepAnswers(), it.priority(), whole(declaration, "row_cap", 0)));
    }

    private DataAction.Bounds bounded(
            String key, DataAction.Bounds bounds, UnaryOperator<DataAction.Bounds> replacing) {
        return problems.attemptMember(declaration, key, "", () -> replacing.apply(bounds))
                .orElse(bounds);
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
        return each(
                declaration,
                "",
                INPUTS,
                problems,
                (name, json, location) -> reader.input(name, json.asJsonObject(), location));
    }

    private List<ActionOutput> outputs(OutputReader reader, MemberName first) {
        return each(
                declaration,
                "",
                "outputs",
                problems,
                (key, json, location) -> reader.output(key, json, first, location));
    }

    private List<ActionList> lists(OutputReader reader) {
        return each(
                declaration,
                "",
                "lists",
                problems,
                (prefix, json, location) -> reader.list(prefix, json.asJsonObject(), location));
    }

    /** One entry of a mapping. */
    @FunctionalInterface
    interface Entry<T> {
        Optional<T> read(MemberName name, JsonValue json, String location);
    }

    /**
     * The results of {@code entry} for the mapping {@code key} of {@code json}, which is at {@code at}. An entry with an
     * invalid name is read only for its problems.
     */
    static <T> List<T> each(JsonObject json, String at, String key, Problems problems, Entry<T> entry) {
        var all = new ArrayList<T>();
        if (JsonMembers.has(json, key)) {
            json.getJsonObject(key).forEach((word, value) -> {
                String location = at + "/" + key + new JsonPlace(JsonPlace.ROOT, word);
                var name = problems.attempt(location, () -> new MemberName(word));
                var read = entry.read(name.orElse(NO_NAME), value, location);
                if (name.isPresent()) {
                    read.ifPresent(all::add);
                }
            });
        }
        return all;
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
