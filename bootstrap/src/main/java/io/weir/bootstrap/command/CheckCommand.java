package io.weir.bootstrap.command;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.adapter.out.profiler.store.ExistingStore;
import io.weir.adapter.out.profiler.store.StoreSettings;
import io.weir.adapter.out.sandbox.http.SandboxCannotListen;
import io.weir.application.check.CheckActions;
import io.weir.application.check.CheckApiVersion;
import io.weir.application.check.CheckOrg;
import io.weir.application.check.CheckResult;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.config.Setting;
import io.weir.bootstrap.wiring.SalesforceLink;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.bootstrap.wiring.SharedLink;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.port.ActionCatalog;
import io.weir.domain.port.HistoryUnavailable;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the configuration, the org and the data actions, without serving. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Tries configuration, API version, login, rights, one query and whether the data actions suit the org,"
                        + " and says what to do about what fails.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:Weir can answer",
            "1:Salesforce does not let it, or a data action does not suit the org",
            "2:the configuration or a data action cannot be used"
        })
final class CheckCommand implements Callable<Integer> {
    private static final Duration STEP_TIME = Duration.ofSeconds(20);

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        Config config;
        ServedActions.SoundCatalog actions;
        try {
            config = Config.from(environment);
            actions = ServedActions.soundCatalogOf(config.actions().source());
        } catch (InvalidConfig invalid) {
            invalid.problems().forEach(problem -> print(out, "FAILED", "configuration", problem));
            return InvalidConfig.EXIT_STATUS;
        }
        print(
                out,
                "ok",
                "configuration",
                config.salesforce().org() instanceof Config.Org.Live ? "a live org" : "the sandbox org");
        actions.errors().forEach(error -> print(out, "FAILED", "data action", error));
        config.history()
                .store()
                .filter(StoreSettings.Place.Postgres.class::isInstance)
                .ifPresent(place -> checkStore(place, out));
        try {
            boolean answers = check(config, actions.catalog(), out);
            return actions.errors().isEmpty() ? answers ? 0 : 1 : InvalidConfig.EXIT_STATUS;
        } catch (InvalidConfig unusableOrg) {
            unusableOrg.problems().forEach(problem -> print(out, "FAILED", "sandbox", problem));
            return InvalidConfig.EXIT_STATUS;
        } catch (SandboxCannotListen taken) {
            print(out, "FAILED", "sandbox", String.valueOf(taken.getMessage()));
            return 1;
        }
    }

    /** Weir answers without its store, so nothing here fails the check. */
    private static void checkStore(StoreSettings.Place place, PrintWriter out) {
        try {
            print(out, "ok", "store", new ExistingStore(place, Clock.systemUTC()).describe());
        } catch (HistoryUnavailable unavailable) {
            print(out, "warning", "store", String.valueOf(unavailable.getMessage()));
            print(out, "", "", "-> check %s, its user and its password".formatted(Setting.STORE_URL));
        }
    }

    private static boolean check(Config config, ActionCatalog actions, PrintWriter out) {
        var clock = Clock.systemUTC();
        // the operator may use the reserve
        var budget = new ApiBudget(0, clock);
        var random = new SecureRandom();
        try (var shared = SharedLink.ofCommand(config, clock, random);
                var salesforce = new SalesforceLink(
                        config.salesforce(),
                        shared.login(),
                        budget,
                        Services.get(MeterRegistry.class),
                        clock,
                        random)) {
            var results = new CheckOrg(
                            new CheckApiVersion(salesforce.status(), salesforce.apiVersion()),
                            salesforce.status(),
                            salesforce.catalog(),
                            salesforce.queries(),
                            config.queries().policy(),
                            clock,
                            STEP_TIME)
                    .check();
            results.forEach(result -> print(out, result));
            boolean answers = results.stream().noneMatch(result -> result.verdict() == CheckResult.Verdict.FAILED);
            return answers
                    && OrgSuitability.of(
                            actions,
                            new CheckActions(
                                    salesforce.catalog(), config.actions().writable()),
                            clock,
                            out);
        }
    }

    private static void print(PrintWriter out, CheckResult result) {
        String verdict = switch (result.verdict()) {
            case PASSED -> "ok";
            case WARNING -> "warning";
            case FAILED -> "FAILED";
        };
        print(out, verdict, result.subject(), result.detail());
        if (!result.remedy().isEmpty()) {
            print(out, "", "", "-> " + result.remedy());
        }
    }

    static void print(PrintWriter out, String verdict, String subject, String detail) {
        out.println("%-8s %-14s %s".formatted(verdict, subject, detail).stripTrailing());
    }
}
