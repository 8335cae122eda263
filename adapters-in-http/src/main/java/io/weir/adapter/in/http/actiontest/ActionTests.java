package io.weir.adapter.in.http.actiontest;

import io.weir.adapter.in.http.catalog.ActionFileName;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.yaml.TextFile;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.schema.NearestNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The tests of the data actions of a folder, one file {@code <name>.test.yaml} beside each {@code <name>.yaml}, and
 * {@code <name>.v1.test.yaml} beside each {@code <name>.v1.yaml}.
 *
 * @param all in the order of the files
 * @param errors by the names of files, each as {@code file:line: place: remedy}; cases of these files may be incomplete
 */
public record ActionTests(List<ActionTest> all, SortedMap<String, List<String>> errors) {
    private static final int MAX_FILE = 256 * 1024;

    public ActionTests {
        all = List.copyOf(all);
        errors = new TreeMap<>(errors);
    }

    /**
     * The tests in {@code folder} of {@code actions}, the actions without errors that it has. Tests of an action with
     * errors are left out.
     *
     * @param wanted the files with declarations whose tests are read
     */
    public static ActionTests read(Path folder, ActionFolder actions, Predicate<ActionFileName> wanted) {
        var all = new ArrayList<ActionTest>();
        var errors = new TreeMap<String, List<String>>();
        try (var files = Files.list(folder)) {
            files.filter(ActionTests::isOne)
                    .filter(path -> wanted.test(tested(path)))
                    .sorted()
                    .forEach(path -> read(path, actions, all, errors));
        } catch (IOException | UncheckedIOException unreadable) {
            errors.put("", List.of("%s: the folder cannot be read; check its permissions".formatted(folder)));
        }
        return new ActionTests(all, errors);
    }

    private static void read(Path path, ActionFolder actions, List<ActionTest> all, Map<String, List<String>> errors) {
        String file = String.valueOf(path.getFileName());
        var tested = tested(path);
        var action = declaredBy(tested, actions);
        if (action.isPresent()) {
            var wrong = read(file, path, action.get(), all);
            if (!wrong.isEmpty()) {
                errors.put(file, wrong);
            }
        } else if (actions.errorsOf(tested.file()).isEmpty()) {
            errors.put(
                    file,
                    List.of("%s: there is no action %s beside it%s"
                            .formatted(file, tested.file(), meant(tested, actions))));
        }
    }

    /** Adds the tests in {@code path} to {@code all}; returns the errors. */
    private static List<String> read(String file, Path path, DataAction action, List<ActionTest> all) {
        return switch (TextFile.read(path, MAX_FILE)) {
            case TextFile.Text(var yaml) -> {
                var reader = new ActionTestReader(file, yaml, action);
                all.addAll(reader.tests());
                yield reader.errors();
            }
            case TextFile.Unreadable(var remedy) -> List.of(file + ": " + remedy);
        };
    }

    private static boolean isOne(Path path) {
        String file = String.valueOf(path.getFileName());
        return file.endsWith(ActionFileName.TESTS) && !file.startsWith(".");
    }

    private static ActionFileName tested(Path path) {
        return ActionFileName.of(String.valueOf(path.getFileName()));
    }

    /** The action that the file {@code name} declares. */
    private static Optional<DataAction> declaredBy(ActionFileName name, ActionFolder actions) {
        return ActionName.isActionName(name.action())
                ? actions.versions(new ActionName(name.action())).stream()
                        .filter(action -> actions.fileOf(action.id()).equals(name))
                        .findFirst()
                : Optional.empty();
    }

    private static String meant(ActionFileName name, ActionFolder actions) {
        if (name.isFormer()
                && ActionName.isActionName(name.action())
                && actions.version(new ActionVersion(new ActionName(name.action()), name.version()))
                        .isPresent()) {
            return "; version %d is the newest, whose tests are in %s"
                    .formatted(name.version(), new ActionFileName(name.action(), 0).tests());
        }
        var near = NearestNames.to(
                name.action(),
                actions.names().stream()
                        .map(ActionName::value)
                        .filter(known -> !known.equals(name.action()))
                        .toList());
        return near.isEmpty()
                ? "; rename the file, or add the action"
                : "; did you mean '%s'?".formatted(String.join("', '", near));
    }
}
