package io.weir.bootstrap.command;

import io.weir.adapter.in.http.catalog.ActionFileName;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.config.Setting;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.ActionName;
import io.weir.domain.draft.Input;
import io.weir.domain.schema.NearestNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;

/**
 * Finds the action that an argument means: the name of one in the configured folder, or a file with one.
 *
 * @param wrong turns what is wrong with the arguments into an error
 */
record ActionLookup(Function<String, ParameterException> wrong, PrintWriter warnings) {
    /** What is said if no folder of actions is configured. */
    static final String NO_ACTION = "there is no data action: %s names their folder".formatted(Setting.ACTIONS);

    /** An action, with the folder that has its places. */
    record Found(DataAction action, ActionFolder folder) {}

    /**
     * The action. Other actions with errors are only warned of; throws {@link InvalidConfig} if this one has errors.
     *
     * @param argument a name, or a path that ends in {@code .yaml}
     */
    Found find(String argument, VersionOption version, Config.ActionSource source) {
        if (argument.endsWith(ActionFileName.EXTENSION)) {
            var folder = ServedActions.declaredBy(Path.of(argument));
            return found(folder.all(), version, folder);
        }
        var folder = ServedActions.soundOf(source).orElseThrow(() -> wrong.apply(NO_ACTION));
        if (!ActionName.isActionName(argument)) {
            throw unknown(argument, folder);
        }
        var name = new ActionName(argument);
        var own = folder.errorsOf(name);
        boolean newestIsWrong =
                !folder.errorsOf(new ActionFileName(argument, 0).file()).isEmpty();
        var versions = folder.versions(name);
        boolean usable = versions.stream().anyMatch(version::allows) && (version.isGiven() || !newestIsWrong);
        if (!usable && !own.isEmpty()) {
            throw new InvalidConfig(own);
        }
        if (versions.isEmpty()) {
            throw unknown(argument, folder);
        }
        var found = found(versions, version, folder);
        folder.errors().forEach(error -> warnings.println("warning: " + error));
        return found;
    }

    private Found found(List<DataAction> versions, VersionOption version, ActionFolder folder) {
        return versions.stream()
                .filter(version::allows)
                .findFirst()
                .map(action -> new Found(action, folder))
                .orElseThrow(() -> wrong.apply("%s has no such version; it has %s"
                        .formatted(
                                versions.getFirst().name(),
                                versions.stream()
                                        .map(each -> String.valueOf(each.version()))
                                        .collect(Collectors.joining(", ")))));
    }

    private ParameterException unknown(String name, ActionFolder folder) {
        var near = NearestNames.to(
                name, folder.names().stream().map(ActionName::value).toList());
        return wrong.apply(
                near.isEmpty()
                        ? "there is no data action of this name; weir action list has them all"
                        : "there is no data action of this name; did you mean '%s'?"
                                .formatted(String.join("', '", near)));
    }

    /** The inputs of {@code action} in {@code arguments}, each {@code KEY=VALUE}. */
    Map<MemberName, Input> inputs(DataAction action, List<String> arguments) {
        var values = new HashMap<MemberName, Input>();
        var declared =
                action.inputs().stream().map(input -> input.name().value()).collect(Collectors.toSet());
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            var name = input(argument.substring(0, Math.max(0, equals)), action, declared);
            if (values.put(name, new Input.Text(argument.substring(equals + 1))) != null) {
                throw wrong.apply(name + " is given twice");
            }
        }
        return values;
    }

    private MemberName input(String name, DataAction action, Collection<String> declared) {
        if (!MemberName.isName(name)) {
            throw wrong.apply("an input is written KEY=VALUE");
        }
        if (DeclaredInput.RESERVED.stream().anyMatch(name::equalsIgnoreCase)) {
            throw wrong.apply("%s goes with requests over HTTP only".formatted(name));
        }
        if (!declared.contains(name)) {
            var near = NearestNames.to(name, declared);
            throw wrong.apply("%s has no input %s%s"
                    .formatted(
                            action.name(),
                            name,
                            near.isEmpty() ? "" : "; did you mean '%s'?".formatted(String.join("', '", near))));
        }
        return new MemberName(name);
    }
}
