package io.weir.bootstrap.command;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.in.http.catalog.ActionFolder;
import io.weir.adapter.in.http.openapi.ActionSchemas;
import io.weir.adapter.in.http.openapi.ActionSnippet;
import io.weir.adapter.out.profiler.history.InMemoryExecutionHistory;
import io.weir.application.action.RunDataAction;
import io.weir.application.check.CheckActions;
import io.weir.application.run.Runs;
import io.weir.application.run.SharingStats;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.config.Setting;
import io.weir.bootstrap.wiring.DataActions;
import io.weir.bootstrap.wiring.SalesforceLink;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.bootstrap.wiring.SharedLink;
import io.weir.domain.caller.Caller;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.CallLease;
import io.weir.domain.port.SalesforceFailure;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows, checks and tries data actions. All but {@code try} and {@code check --org} need no org. */
@Command(
        name = "action",
        mixinStandardHelpOptions = true,
        description = "Shows, checks and tries data actions.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:all is well",
            "1:the action or the org refuses",
            "2:the configuration, the declarations or the arguments cannot be used"
        })
final class ActionCommands implements Runnable {
    private static final int REFUSED = 1;
    private static final String FORMS = "<rest-api|snippet|integration-hub>";
    private static final String REQUEST_ID = "command-line";

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    ActionCommands(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists every data action.")
    int list() {
        var folder = ServedActions.soundOf(Config.from(environment).actions().source());
        if (folder.isEmpty()) {
            out().println(ActionLookup.NO_ACTION);
            return 0;
        }
        var actions = folder.get().all();
        int width = actions.stream()
                .mapToInt(action -> action.name().value().length())
                .max()
                .orElse(1);
        actions.forEach(action -> out().println(("%-" + width + "s  v%-3d %s")
                .formatted(action.name(), action.version(), action.description())));
        return reported(folder.get());
    }

    /** Prints the errors of the actions that are left out; returns the exit status. */
    private int reported(ActionFolder folder) {
        folder.errors().forEach(err()::println);
        return folder.errors().isEmpty() ? 0 : InvalidConfig.EXIT_STATUS;
    }

    @Command(name = "show", description = "Shows what a data action takes and gives.")
    int show(
            @Parameters(paramLabel = "NAME", description = "the action, or a file with one") String name,
            @Mixin VersionOption version,
            @Mixin ProfileOption profile) {
        var config = Config.from(environment);
        var action = found(name, version, config).action();
        out().println("%s v%d: %s".formatted(action.name(), action.version(), action.description()));
        out().println();
        out().println("POST /cxone/data-action/" + action.name()
                + (version.isGiven() ? "?version=" + action.version() : ""));
        out().println(ActionSchemas.requestExample(action));
        out().println();
        ActionTexts.inputs(action).forEach(out()::println);
        out().println();
        out().println("Its steps:");
        ActionTexts.steps(action).forEach(out()::println);
        out().println();
        if (!action.writes().isEmpty()) {
            out().println("It writes then, with ? for every value that is not constant:");
            ActionTexts.writes(action).forEach(out()::println);
            out().println();
        }
        out().println("Every answer has this schema:");
        out().println(ActionSchemas.answerSchema(action, profile.profile()));
        return 0;
    }

    @Command(name = "snippet", description = "Writes what a flow author pastes into CXone Studio.")
    int snippet(
            @Parameters(paramLabel = "NAME", description = "the action, or a file with one") String name,
            @Option(
                            names = "--form",
                            paramLabel = FORMS,
                            defaultValue = "rest-api",
                            description = "which of them; default: ${DEFAULT-VALUE}")
                    String form,
            @Option(
                            names = "--url",
                            paramLabel = "URL",
                            defaultValue = "https://weir.example.com",
                            description = "where Weir is, as CXone sees it; else ${DEFAULT-VALUE}")
                    URI url,
            @Mixin VersionOption version) {
        var config = Config.from(environment);
        var action = found(name, version, config).action();
        var snippet = new ActionSnippet(action, url);
        out().print((version.isGiven() ? snippet.ofThisVersion() : snippet).text(form(form)));
        out().flush();
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Finds every error in the declarations, with file and line.")
    int check(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "FOLDER",
                            description = "the folder, or a file with an action; without it, the configured folder")
                    @Nullable
                    Path path,
            @Option(names = "--org", description = "check whether the actions suit the configured org, too")
                    boolean org) {
        if (path != null && !org) {
            return checked(declaredIn(path));
        }
        var config = Config.from(environment);
        var source = config.actions().source();
        var folder = path == null
                ? ServedActions.soundOf(source)
                        .orElseThrow(() -> new InvalidConfig(
                                List.of("there is no data action: name their folder here, or in " + Setting.ACTIONS)))
                : declaredIn(path);
        return org ? checkedInOrg(config, folder) : checked(folder);
    }

    private static ActionFolder declaredIn(Path path) {
        return Files.isRegularFile(path)
                ? ServedActions.declaredBy(path)
                : ServedActions.soundOf(new Config.ActionSource.Folder(path)).orElseThrow();
    }

    private int checkedInOrg(Config config, ActionFolder actions) {
        var clock = Clock.systemUTC();
        // the operator may use the reserve
        var budget = new ApiBudget(0, clock);
        actions.errors().forEach(out()::println);
        var random = new SecureRandom();
        var meters = Services.get(MeterRegistry.class);
        try (var shared = SharedLink.ofCommand(config, clock, random);
                var salesforce =
                        new SalesforceLink(config.salesforce(), shared.login(), budget, meters, clock, random)) {
            var check = new CheckActions(salesforce.catalog(), config.actions().writable());
            boolean suitable = OrgSuitability.of(actions, check, clock, out());
            return actions.errors().isEmpty() ? suitable ? 0 : REFUSED : InvalidConfig.EXIT_STATUS;
        }
    }

    private int checked(ActionFolder actions) {
        actions.errors().forEach(out()::println);
        actions.all().forEach(action -> out().println("ok       " + action.id()));
        actions.warnings().forEach(warning -> out().println("warning  " + warning));
        return actions.errors().isEmpty() ? 0 : InvalidConfig.EXIT_STATUS;
    }

    @Command(name = "try", description = "Asks a data action: the configured org, or else the sandbox.")
    int attempt(
            @Parameters(index = "0", paramLabel = "NAME", description = "the action, or a file with one") String name,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "its inputs") @Nullable
                    List<String> inputs,
            @Option(names = "--dry-run", description = "show the queries without running them") boolean dryRun,
            @Mixin VersionOption version,
            @Mixin ProfileOption profile) {
        var config = Config.from(environment);
        var found = found(name, version, config);
        var action = found.action();
        if (!action.writes().isEmpty() && !dryRun) {
            throw wrong("%s writes, and is run over HTTP only; --dry-run shows what it would write"
                    .formatted(action.name()));
        }
        var clock = Clock.systemUTC();
        var meters = Services.get(MeterRegistry.class);
        var budget = new ApiBudget(config.salesforce().apiFloors(), new CallLease(), clock, ApiBudget.Changes.IGNORED);
        var random = new SecureRandom();
        try (var shared = SharedLink.ofCommand(config, clock, random);
                var salesforce =
                        new SalesforceLink(config.salesforce(), shared.login(), budget, meters, clock, random)) {
            var runs = new Runs(
                    salesforce.queries(),
                    salesforce.searches(),
                    salesforce.usage(),
                    budget,
                    new InMemoryExecutionHistory(1),
                    clock,
                    new SharingStats());
            var useCases = DataActions.of(
                    salesforce.catalog(),
                    runs,
                    clock,
                    RunDataAction.Findings.IGNORED,
                    salesforce::url,
                    config.actions().writable(),
                    Optional.empty());
            var request = new RunDataAction.Request(
                    action,
                    lookup().inputs(action, inputs == null ? List.of() : inputs),
                    Caller.unrestricted("command-line", config.queries().policy()),
                    new RequestTrail(RequestId.made(REQUEST_ID), ContactHash.NONE),
                    action.bounds().time());
            var output = dryRun
                    ? ActionTexts.of(useCases.dryRun().dryRun(request), found)
                    : ActionTexts.of(found, useCases.run().run(request), REQUEST_ID, profile.profile());
            output.lines().forEach(out()::println);
            return output.answered() ? 0 : REFUSED;
        } catch (SalesforceFailure failure) {
            err().println(failure.getMessage());
            return REFUSED;
        }
    }

    private ActionLookup.Found found(String name, VersionOption version, Config config) {
        return lookup().find(name, version, config.actions().source());
    }

    private ActionLookup lookup() {
        return new ActionLookup(this::wrong, err());
    }

    private ActionSnippet.Form form(String name) {
        return switch (name) {
            case "rest-api" -> ActionSnippet.Form.REST_API;
            case "snippet" -> ActionSnippet.Form.SNIPPET;
            case "integration-hub" -> ActionSnippet.Form.INTEGRATION_HUB;
            default -> throw wrong("--form is rest-api, snippet or integration-hub");
        };
    }

    /** An error that picocli prints with the usage of the subcommand. */
    private ParameterException wrong(String message) {
        var given = spec.commandLine().getParseResult().subcommand().commandSpec();
        return new ParameterException(given.commandLine(), message);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
