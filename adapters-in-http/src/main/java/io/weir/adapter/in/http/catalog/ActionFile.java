package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.yaml.DeclarationError;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.adapter.in.http.yaml.YamlText;
import io.weir.domain.action.DataAction;
import jakarta.json.JsonString;
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
         * @param yaml the text of the file
         * @param document has the line of each part
         */
        record Whole(DataAction action, String yaml, YamlDocument document) implements Declared {}

        /** An invalid declaration, with at least one error, by line. */
        record Wrong(List<DeclarationError> errors) implements Declared {
            public Wrong {
                errors = errors.stream().sorted(DeclarationError.BY_PLACE).toList();
            }
        }
    }

    /**
     * Reads {@code yaml}.
     *
     * @param file the file's name without its extension: the action's name, or for a former version {@code <name>.v1}
     */
    Declared read(String file, String yaml) {
        var name = ActionFileName.of(file);
        return read(document(file, yaml, name.action()), yaml, name.action(), name.version());
    }

    /** Reads {@code yaml} from a file that may have any name. */
    Declared readAnywhere(String file, String yaml) {
        var document = document(file, yaml, file);
        String name = document.json().get("name") instanceof JsonString written ? written.getString() : file;
        return read(document, yaml, name, 0);
    }

    private static YamlDocument document(String file, String yaml, String name) {
        return YamlDocument.of(
                file + ActionFileName.EXTENSION,
                yaml,
                YamlText.Scalars.TYPED,
                ActionShape.DECLARATION,
                "name: " + JsonPlace.shown(name));
    }

    /** @param expected the version that the file's name says; 0 if it says none */
    private static Declared read(YamlDocument document, String yaml, String name, int expected) {
        var errors = new ArrayList<>(document.declarationErrors());
        var known = errors.stream().map(DeclarationError::location).collect(Collectors.toSet());
        TemplateValues.misplaced(document.json()).stream()
                .filter(problem -> !known.contains(problem.location()))
                .forEach(problem -> errors.add(document.error(problem)));
        if (!errors.isEmpty()) {
            var hints = new DeclarationHints(document.json());
            return new Declared.Wrong(errors.stream().map(hints::hinted).toList());
        }
        var problems = new Problems(MOST_ERRORS);
        var action = new ActionReader(document.json(), problems).read(name);
        action.map(DataAction::version)
                .filter(version -> expected > 0 && version != expected)
                .ifPresent(version -> problems.add(
                        "/version", "is %d, and the name of the file says %d".formatted(version, expected)));
        return action.filter(_ -> problems.all().isEmpty())
                .<Declared>map(whole -> new Declared.Whole(whole, yaml, document))
                .orElseGet(() -> new Declared.Wrong(
                        problems.all().stream().map(document::error).toList()));
    }
}
