package io.weir.bootstrap.command;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.domain.action.ActionVersion;
import io.weir.domain.action.DataAction;
import io.weir.domain.caller.ActionName;
import io.weir.domain.contract.ContractChange;
import io.weir.domain.contract.ContractComparison;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what has changed in declarations of data actions, and whether it breaks flows. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Says what has changed in data actions, and whether it breaks flows.",
            "OLD and NEW are files or folders. Without OLD, NEW is compared with what the store says was served last;"
                    + " without both, the configured folder is."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:no flow breaks, or an action that breaks flows has a new version",
            "1:an action breaks flows without a new version, or the store cannot be used",
            "2:the configuration, the declarations or the arguments cannot be used"
        })
final class ActionDiffCommand implements Callable<Integer> {
    private static final int BREAKS = 1;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Parameters(arity = "0..2", paramLabel = "[OLD] NEW", description = "files or folders with data actions")
    private @Nullable List<Path> paths;

    ActionDiffCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var given = paths == null ? List.<Path>of() : paths;
        if (given.size() == 2) {
            var old = ServedActions.declaredIn(given.getFirst());
            boolean whole = given.stream().allMatch(Files::isDirectory);
            return compared(old.all(), ServedActions.declaredIn(given.getLast()), whole);
        }
        return StoreUse.run(environment, Clock.systemUTC(), spec.commandLine().getErr(), (config, store) -> {
            var kept = store.declarations().entrySet().stream()
                    .flatMap(text -> ActionFolder.declared(text.getKey(), text.getValue()).stream())
                    .toList();
            return compared(kept, given.isEmpty() ? served(config) : ServedActions.declaredIn(given.getFirst()), false);
        });
    }

    private static ActionFolder served(Config config) {
        if (ServedActions.read(config.actions().source()) instanceof ActionFolder folder) {
            return folder;
        }
        throw new InvalidConfig(List.of("there is no folder of data actions: name it, or set WEIR_ACTIONS"));
    }

    /** @param whole whether an action that is missing in {@code now} is gone */
    private int compared(List<DataAction> before, ActionFolder now, boolean whole) {
        var out = spec.commandLine().getOut();
        var byId = before.stream().collect(Collectors.toMap(DataAction::id, action -> action));
        int broken = 0;
        int printed = 0;
        for (var action : now.all()) {
            var same = Optional.ofNullable(byId.get(action.id()));
            var changes = same.map(old -> ContractComparison.of(old, action)).orElse(List.of());
            if (same.isEmpty()) {
                printed++;
                added(action, before, now, out);
            } else if (!changes.isEmpty()) {
                printed++;
                out.println(action.id() + ":");
                print(changes, action.id(), now, out);
                broken += changes.stream().anyMatch(ContractChange::breaks) ? 1 : 0;
            }
        }
        var served = now.names();
        for (var name : before.stream().map(DataAction::name).distinct().toList()) {
            if (whole && !served.contains(name)) {
                printed++;
                broken++;
                out.println(name + ":");
                out.println("  breaks  is gone, and flows that call it get a 404");
            }
        }
        if (printed == 0) {
            out.println("Nothing has changed that a flow can notice.");
        }
        if (broken > 0) {
            out.println("Flows break: give each of these actions another version, and keep the former one beside it, as"
                    + " in caller-lookup.v1.yaml.");
        }
        return broken > 0 ? BREAKS : 0;
    }

    /** Prints a version that is new, and how the newest one differs from the newest that was there before. */
    private static void added(DataAction action, List<DataAction> before, ActionFolder now, PrintWriter out) {
        var former = newest(action.name(), before)
                .filter(_ -> now.named(action.name()).filter(action::equals).isPresent());
        if (former.isEmpty()) {
            out.println(action.id() + ": is new");
            return;
        }
        out.println("%s: is a new version; compared with v%d:"
                .formatted(action.id(), former.get().version()));
        print(ContractComparison.of(former.get(), action), action.id(), now, out);
    }

    private static Optional<DataAction> newest(ActionName name, List<DataAction> actions) {
        return actions.stream()
                .filter(action -> action.name().equals(name))
                .max(Comparator.comparingInt(DataAction::version));
    }

    private static void print(List<ContractChange> changes, ActionVersion id, ActionFolder now, PrintWriter out) {
        changes.forEach(change -> out.println("  %-7s %s: %s"
                .formatted(change.breaks() ? "breaks" : "ok", now.placeOf(id, change.location()), change.text())));
    }
}
