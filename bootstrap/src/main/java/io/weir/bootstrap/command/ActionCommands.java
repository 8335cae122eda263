package io.weir.bootstrap.command;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
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
import io.weir.domain.action.DataAction;
import io.weir.domain.action.DeclaredInput;
import io.weir.domain.action.MemberName;
import io.weir.domain.caller.ActionName;
import io.weir.domain.caller.Caller;
import io.weir.domain.draft.Input;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.RequestId;
import io.weir.domain.history.RequestTrail;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.CallLease;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.schema.NearestNames;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
        var config = Config.from(environment);
        var actions = ServedActions.read(config.actions().source()).all();
        if (actions.isEmpty()) {
            out().println("There is no data action: " + Setting.ACTIONS + " names their folder.");
        }
        int width = actions.stream()
                .mapToInt(action -> action.name().value().length())
                .max()
                .orElse(1);
        actions.forEach(action -> out().println(("%-" + width + "s  v%-3d %s")
                .formatted(action.name(), action.version(), action.description())));
        return 0;
    }

    @Command(name = "show", description = "Shows what a data action takes and gives.")
    int show(
            @Parameters(paramLabel = "NAME", description = "the action") String name,
            @Mixin VersionOption version,
            @Mixin ProfileOption profile) {
        var config = Config.from(environment);
        var action = named(name, version, config);
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
        out().println("Every answer has this schema:");
        out().println(ActionSchemas.answerSchema(action, profile.profile()));
        return 0;
    }

    @Command(name = "snippet", description = "Writes what a flow author pastes into CXone Studio.")
    int snippet(
            @Parameters(paramLabel = "NAME", description = "the action") String name,
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
        var action = named(name, version, config);
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
                            description = "the folder; without it, the configured one")
                    @Nullable
                    Path folder,
            @Option(names = "--org", description = "check whether the actions suit the configured org, too")
                    boolean org) {
        if (folder != null && !org) {
            return checked(new Config.ActionSource.Folder(folder));
        }
        var config = Config.from(environment);
        var actions = folder == null ? config.actions().source() : new Config.ActionSource.Folder(folder);
        return org ? checkedInOrg(config, actions) : checked(actions);
    }

    private int checkedInOrg(Config config, Config.ActionSource actions) {
        var clock = Clock.systemUTC();
        // the operator may use the reserve
        var budget = new ApiBudget(0, clock);
        try (var salesforce = new SalesforceLink(
                config.salesforce(), budget, Services.get(MeterRegistry.class), clock, new SecureRandom())) {
            var check = new CheckActions(salesforce.catalog());
            return OrgSuitability.of(ServedActions.read(actions), check, clock, out()) ? 0 : REFUSED;
        }
    }

    private int checked(Config.ActionSource actions) {
        try {
            var catalog = ServedActions.read(actions);
            catalog.all().forEach(action -> out().println("ok       " + action.id()));
            ServedActions.warnings(catalog).forEach(warning -> out().println("warning  " + warning));
            return 0;
        } catch (InvalidConfig invalid) {
            invalid.problems().forEach(out()::println);
            return InvalidConfig.EXIT_STATUS;
        }
    }

    @Command(name = "try", description = "Asks a data action: the configured org, or else the sandbox.")
    int attempt(
            @Parameters(index = "0", paramLabel = "NAME", description = "the action") String name,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "its inputs") @Nullable
                    List<String> inputs,
            @Option(names = "--dry-run", description = "show the queries without running them") boolean dryRun,
            @Mixin VersionOption version,
            @Mixin ProfileOption profile) {
        var config = Config.from(environment);
        var action = named(name, version, config);
        var clock = Clock.systemUTC();
        var meters = Services.get(MeterRegistry.class);
        var budget = new ApiBudget(config.salesforce().apiFloors(), new CallLease(), clock, ApiBudget.Changes.IGNORED);
        try (var salesforce = new SalesforceLink(config.salesforce(), budget, meters, clock, new SecureRandom())) {
            var runs = new Runs(
                    salesforce.queries(),
                    salesforce.searches(),
                    salesforce.usage(),
                    budget,
                    new InMemoryExecutionHistory(1),
                    clock,
                    new SharingStats());
            var useCases =
                    DataActions.of(salesforce.catalog(), runs, clock, RunDataAction.Findings.IGNORED, salesforce::url);
            var request = new RunDataAction.Request(
                    action,
                    values(action, inputs == null ? List.of() : inputs),
                    Caller.unrestricted("command-line", config.queries().policy()),
                    new RequestTrail(RequestId.made(REQUEST_ID), ContactHash.NONE),
                    action.bounds().time());
            var output = dryRun
                    ? ActionTexts.of(useCases.dryRun().dryRun(request))
                    : ActionTexts.of(action, useCases.run().run(request), REQUEST_ID, profile.profile());
            output.lines().forEach(out()::println);
            return output.answered() ? 0 : REFUSED;
        } catch (SalesforceFailure failure) {
            err().println(failure.getMessage());
            return REFUSED;
        }
    }

    private DataAction named(String name, VersionOption version, Config config) {
        var catalog = ServedActions.read(config.actions().source());
        if (ActionName.isActionName(name)) {
            var versions = catalog.versions(new ActionName(name));
            var action = versions.stream().filter(version::allows).findFirst();
            if (action.isPresent()) {
                return action.get();
            }
            if (!versions.isEmpty()) {
                throw wrong("%s has no such version; it has %s"
                        .formatted(
                                name,
                                versions.stream()
                                        .map(each -> String.valueOf(each.version()))
                                        .collect(Collectors.joining(", "))));
            }
        }
        var known = catalog.names().stream().map(ActionName::value).toList();
        var near = NearestNames.to(name, known);
        throw wrong(
                near.isEmpty()
                        ? "there is no data action of this name; weir action list has them all"
                        : "there is no data action of this name; did you mean '%s'?"
                                .formatted(String.join("', '", near)));
    }

    private Map<MemberName, Input> values(DataAction action, List<String> arguments) {
        var values = new HashMap<MemberName, Input>();
        var declared =
                action.inputs().stream().map(input -> input.name().value()).collect(Collectors.toSet());
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            String name = argument.substring(0, Math.max(0, equals));
            if (!MemberName.isName(name)) {
                throw wrong("an input is written KEY=VALUE");
            }
            if (DeclaredInput.RESERVED.stream().anyMatch(name::equalsIgnoreCase)) {
                throw wrong("%s goes with requests over HTTP only".formatted(name));
            }
            if (!declared.contains(name)) {
                var near = NearestNames.to(name, declared);
                throw wrong("%s has no input %s%s"
                        .formatted(
                                action.name(),
                                name,
                                near.isEmpty() ? "" : "; did you mean '%s'?".formatted(String.join("', '", near))));
            }
            if (values.put(new MemberName(name), new Input.Text(argument.substring(equals + 1))) != null) {
                throw wrong(name + " is given twice");
            }
        }
        return values;
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
