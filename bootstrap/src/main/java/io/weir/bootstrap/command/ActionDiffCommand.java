package io.weir.bootstrap.command;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.wiring.KeptDeclaration;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.domain.action.DataAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "1:an action breaks flows without a new version, or is gone",
            "2:the store, the configuration, the declarations or the arguments cannot be used"
        })
final class ActionDiffCommand implements Callable<Integer> {
    private static final int BREAKS = 1;
    private static final int UNUSABLE = 2;

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
        var kept = new ArrayList<DataAction>();
        int read =
                StoreUse.run(environment, Clock.systemUTC(), spec.commandLine().getErr(), (_, store) -> {
                    store.declarations().forEach((id, text) -> {
                        if (KeptDeclaration.isServed(text)) {
                            ActionFolder.declared(id, text).ifPresent(kept::add);
                        }
                    });
                    return 0;
                });
        if (read != 0) {
            spec.commandLine().getErr().println("or name OLD and NEW, which are compared without a store");
            return UNUSABLE;
        }
        return given.isEmpty()
                ? compared(kept, served(Config.from(environment)), true)
                : compared(kept, ServedActions.declaredIn(given.getFirst()), Files.isDirectory(given.getFirst()));
    }

    private static ActionFolder served(Config config) {
        if (ServedActions.read(config.actions().source()) instanceof ActionFolder folder) {
            return folder;
        }
        throw new InvalidConfig(List.of("there is no folder of data actions: name it, or set WEIR_ACTIONS"));
    }

    /** @param whole whether an action that is missing in {@code now} is gone */
    private int compared(List<DataAction> before, ActionFolder now, boolean whole) {
        boolean breaks =
                new ContractReport(before, now, whole, spec.commandLine().getOut()).print();
        return breaks ? BREAKS : 0;
    }
}
