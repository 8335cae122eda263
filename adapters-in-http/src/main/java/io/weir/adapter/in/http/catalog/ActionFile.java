package io.weir.adapter.in.http.catalog;

import io.weir.adapter.in.http.json.JsonPlace;
import io.weir.adapter.in.http.json.Problems;
import io.weir.adapter.in.http.yaml.DeclarationError;
import io.weir.adapter.in.http.yaml.YamlDocument;
import io.weir.adapter.in.http.yaml.YamlText;
import io.weir.domain.action.DataAction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the declaration of one data action, a YAML text. Errors of syntax and shape are reported first; the meaning is
 * checked only if there are none. Thread-safe.
 */
final class ActionFile {
    private static final int MOST_ERRORS = 200;

    /** The name of a file with a former version. */
    private static final Pattern FORMER = Pattern.compile("(?<name>.+)\\.v(?<version>[1-9][0-9]{0,8})");

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
        var former = FORMER.matcher(file);
        String name = former.matches() ? former.group("name") : file;
        var document = YamlDocument.of(
                file + FolderText.EXTENSION,
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
        if (former.matches()) {
            action.map(DataAction::version)
                    .filter(version -> version != Integer.parseInt(former.group("version")))
                    .ifPresent(version -> problems.add(
                            "/version", "is %d, and the file is %s%s".formatted(version, file, FolderText.EXTENSION)));
        }
        return action.filter(_ -> problems.all().isEmpty())
                .<Declared>map(whole -> new Declared.Whole(whole, yaml, document))
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
