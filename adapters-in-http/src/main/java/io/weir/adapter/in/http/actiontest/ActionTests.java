package io.weir.adapter.in.http.actiontest;

import io.weir.adapter.in.http.yaml.TextFile;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.schema.NearestNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tests of the data actions of a folder, one file {@code <name>.test.yaml} beside each {@code <name>.yaml}.
 *
 * @param all in the order of the files
 * @param errors the errors of all files, each as {@code file:line: place: remedy}
 */
public record ActionTests(List<ActionTest> all, List<String> errors) {
    /** What the name of a file with tests ends in. */
    public static final String EXTENSION = ".test.yaml";

    private static final int MAX_FILE = 256 * 1024;

    public ActionTests {
        all = List.copyOf(all);
        errors = List.copyOf(errors);
    }

    /** The tests in {@code folder} of the actions of {@code catalog}. */
    public static ActionTests read(Path folder, ActionCatalog catalog) {
        var all = new ArrayList<ActionTest>();
        var errors = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            files.filter(ActionTests::isOne).sorted().forEach(path -> {
                String file = String.valueOf(path.getFileName());
                String name = file.substring(0, file.length() - EXTENSION.length());
                var action = ActionName.isActionName(name)
                        ? catalog.named(new ActionName(name))
                        : Optional.<DataAction>empty();
                if (action.isEmpty()) {
                    errors.add("%s: there is no action %s.yaml beside it%s".formatted(file, name, near(name, catalog)));
                } else {
                    read(file, path, action.get(), all, errors);
                }
            });
        } catch (IOException | UncheckedIOException unreadable) {
            errors.add("%s: the folder cannot be read; check its permissions".formatted(folder));
        }
        return new ActionTests(all, errors);
    }

    private static void read(String file, Path path, DataAction action, List<ActionTest> all, List<String> errors) {
        switch (TextFile.read(path, MAX_FILE)) {
            case TextFile.Text(var yaml) -> {
                var reader = new ActionTestReader(file, yaml, action);
                all.addAll(reader.tests());
                errors.addAll(reader.errors());
            }
            case TextFile.Unreadable(var remedy) -> errors.add(file + ": " + remedy);
        }
    }

    private static boolean isOne(Path path) {
        String file = String.valueOf(path.getFileName());
        return file.endsWith(EXTENSION) && !file.startsWith(".");
    }

    private static String near(String name, ActionCatalog catalog) {
        var near = NearestNames.to(
                name,
                catalog.all().stream().map(action -> action.name().value()).toList());
        return near.isEmpty()
                ? "; rename the file, or add the action"
                : "; did you mean '%s'?".formatted(String.join("', '", near));
    }
}
