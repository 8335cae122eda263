package io.weir.bootstrap.command;

import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.bootstrap.actiontest.ActionTestRun;
import io.weir.bootstrap.actiontest.JUnitXml;
import io.weir.bootstrap.actiontest.TestDefaults;
import io.weir.bootstrap.actiontest.TestScope;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.config.Setting;
import io.weir.bootstrap.wiring.SandboxOrgFolder;
import io.weir.bootstrap.wiring.ServedActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests of data actions in this process, without an org. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests of data actions, the files NAME.test.yaml beside NAME.yaml, on the sandbox.",
            "Those of a former version are in NAME.v1.test.yaml beside NAME.v1.yaml."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every case passed",
            "1:a case failed",
            "2:the configuration, a declaration, a test or an argument cannot be used; the other tests are run"
        })
final class ActionTestCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    private final Map<String, String> environment;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "the folder, or a file with an action or its tests; without it, the configured folder")
    private @Nullable Path path;

    @Option(names = "--junit", paramLabel = "FILE", description = "also write the results as JUnit XML")
    private @Nullable Path junit;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    ActionTestCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var config = Config.from(environment);
        var scope = path == null ? Optional.<TestScope>empty() : Optional.of(TestScope.of(path));
        var source = scope.<Config.ActionSource>map(given -> new Config.ActionSource.Folder(given.folder()))
                .orElse(config.actions().source());
        var actions = ServedActions.soundOf(source)
                .orElseThrow(() -> new InvalidConfig(
                        List.of("there is no data action: name their folder here, or in " + Setting.ACTIONS)));
        var org = config.salesforce().org() instanceof Config.Org.Sandbox(var _, var files, var _)
                ? files
                : Optional.<Path>empty();
        var clock = InstantSource.system();
        org.ifPresent(folder -> SandboxOrgFolder.check(folder, clock));
        return run(
                scope.orElseGet(() -> TestScope.of(ServedActions.folder(source).orElseThrow())),
                actions,
                new TestDefaults(org, clock));
    }

    private int run(TestScope scope, ActionFolder actions, TestDefaults defaults) {
        try {
            if (junit != null) {
                // so that nobody takes a former report for one of tests that could not run
                Files.deleteIfExists(junit);
            }
            var report = ActionTestRun.run(scope, actions, defaults);
            report.errors().forEach(spec.commandLine().getErr()::println);
            report.lines().forEach(spec.commandLine().getOut()::println);
            if (junit != null) {
                Files.writeString(junit, JUnitXml.of(report));
            }
            return report.errors().isEmpty() ? report.passed() ? 0 : FAILED : InvalidConfig.EXIT_STATUS;
        } catch (IOException unwritable) {
            throw new InvalidConfig(
                    List.of("%s cannot be written; create its folder, or name another file".formatted(junit)));
        }
    }
}
