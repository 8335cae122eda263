package io.weir.bootstrap.actiontest;

import io.weir.adapter.in.http.catalog.ActionFileName;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.domain.action.DataAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The actions whose tests are run.
 *
 * @param folder has the actions and their tests
 * @param only the file with the only action; empty for all actions of the folder
 */
public record TestScope(Path folder, Optional<ActionFileName> only) {
    /** The actions of {@code path}: a folder, or a file with an action or with its tests. */
    public static TestScope of(Path path) {
        var folder = path.toAbsolutePath().getParent();
        return Files.isRegularFile(path) && folder != null
                ? new TestScope(folder, Optional.of(ActionFileName.of(String.valueOf(path.getFileName()))))
                : new TestScope(path, Optional.empty());
    }

    boolean has(ActionFileName file) {
        return only.isEmpty() || only.get().equals(file);
    }

    /** Those of {@code actions} that are tested. */
    List<DataAction> of(ActionFolder actions) {
        return actions.all().stream()
                .filter(action -> has(actions.fileOf(action.id())))
                .toList();
    }

    /** The errors of the declarations that are tested. */
    List<String> errors(ActionFolder actions) {
        return only.map(file -> actions.errorsOf(file.file())).orElseGet(actions::errors);
    }
}
