package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.yaml.DeclarationError;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.adapter.in.http.yaml.YamlText;
import io.weir.domain.action.DataAction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the declaration of one data action, a YAML text. Errors of syntax and shape are reported first; the meaning is
 * checked only if there are none. Thread-safe.
 */
final class ActionFile {
    private static final int MOST_ERRORS = 200;

    /** The content of a file. */
    sealed interface Declared {
        /**
         * A data action.
         *
         * @param document has the line of each part
         */
        record Whole(DataAction action, YamlDocument document) implements Declared {}

        /** An invalid declaration, with at least one error, by line. */
        record Wrong(List<DeclarationError> errors) implements Declared {
            public Wrong {
                errors = errors.stream().sorted(DeclarationError.BY_PLACE).toList();
            }
        }
    }

    /** Reads {@code yaml}, the file of the action {@code name}. */
    Declared read(String name, String yaml) {
        var document = YamlDocument.of(
                name + FolderText.EXTENSION,
                yaml,
                YamlText.Scalars.TYPED,
                ActionShape.DECLARATION,
                "name: " + JsonPlace.shown(name));
        var errors = new ArrayList<>(document.declarationErrors());
        var known = errors.stream().map(DeclarationError::location).collect(Collectors.toSet());
        TemplateValues.misplaced(document.json()).stream()
                .filter(problem -> !known.contains(problem.location()))
                .forEach(problem -> errors.add(document.error(problem)));
        if (!errors.isEmpty()) {
            return new Declared.Wrong(errors.stream().map(ActionFile::hinted).toList());
        }
        var problems = new Problems(MOST_ERRORS);
        var action = new ActionReader(document.json(), problems).read(name);
        return action.<Declared>map(whole -> new Declared.Whole(whole, document))
                .orElseGet(() -> new Declared.Wrong(
                        problems.all().stream().map(document::error).toList()));
    }

    /** YAML takes braces without quotes for a mapping, which is easily overlooked. */
    private static DeclarationError hinted(DeclarationError error) {
        return error.location().endsWith("/val") && error.remedy().endsWith("got an object")
                ? new DeclarationError(
                        error.line(),
                        error.location(),
                        error.remedy() + "; put quotes around braces, as in \"{phone}\"")
                : error;
    }
}
