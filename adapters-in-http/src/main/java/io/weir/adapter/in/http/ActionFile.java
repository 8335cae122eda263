package io.weir.adapter.in.http;

import io.weir.domain.action.DataAction;
import io.weir.domain.action.Problem;
import jakarta.json.Json;
import jakarta.json.stream.JsonParserFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the declaration of one data action, a YAML text. Thread-safe. */
final class ActionFile {
    private static final int MOST_PROBLEMS = 200;

    private final JsonParserFactory parsers = Json.createParserFactory(Map.of());
    private final QueryReader queries = new QueryReader();

    /** What a file holds. */
    sealed interface Declared {
        /**
         * A data action.
         *
         * @param text where each part of it stands
         */
        record Whole(DataAction action, YamlText.Read text) implements Declared {}

        /** Something is wrong; at least one mistake. */
        record Wrong(List<Mistake> mistakes) implements Declared {
            public Wrong {
                mistakes = mistakes.stream().sorted(Mistake.BY_PLACE).toList();
            }
        }
    }

    /** What {@code yaml} declares in the file for the action called {@code name}. */
    Declared read(String name, String yaml) {
        YamlText.Read text;
        try {
            text = YamlText.read(yaml);
        } catch (YamlText.NotYaml wrong) {
            return wrong(wrong.line(), String.valueOf(wrong.getMessage()));
        }
        if (!text.json().startsWith("{")) {
            return wrong(1, "not a mapping; begin with 'name: %s'".formatted(JsonPlace.shown(name)));
        }
        var misfits = JsonCheck.of(text.json(), ActionShape.DECLARATION, parsers, MOST_PROBLEMS)
                .problems();
        var repaired = JsonRepair.of(
                JsonObjects.read(text.json()),
                ActionShape.DECLARATION,
                misfits.stream().map(Problem::location).collect(Collectors.toSet()));
        var mistakes = new ArrayList<>(text.mistakes());
        misfits.forEach(misfit -> mistakes.add(mistake(hinted(misfit, repaired.unquoted()), text)));
        if (misfits.size() == MOST_PROBLEMS) {
            // there may be more, and what is read has to know of all
            return new Declared.Wrong(mistakes);
        }
        var doubts = repaired.doubts()
                .with(text.mistakes().stream().map(Mistake::location).toList());
        var problems = new RequestProblems(MOST_PROBLEMS);
        var action = new ActionReader(repaired.json(), doubts, queries, problems).read(name);
        problems.all().forEach(problem -> mistakes.add(mistake(problem, text)));
        return action.isPresent() && mistakes.isEmpty()
                ? new Declared.Whole(action.get(), text)
                : new Declared.Wrong(mistakes);
    }

    private static Declared wrong(int line, String remedy) {
        return new Declared.Wrong(List.of(new Mistake(line, "", remedy)));
    }

    private static Mistake mistake(Problem problem, YamlText.Read text) {
        return new Mistake(text.lineOf(problem.location()), problem.location(), problem.message());
    }

    /** YAML takes braces without quotes for a mapping, which is easily overlooked. */
    private static Problem hinted(Problem misfit, Set<String> unquoted) {
        return unquoted.contains(misfit.location())
                ? new Problem(misfit.location(), misfit.message() + "; put quotes around braces, as in \"{phone}\"")
                : misfit;
    }
}
