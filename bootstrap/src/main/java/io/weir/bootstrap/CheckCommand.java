package io.weir.bootstrap;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.application.CheckApiVersion;
import io.weir.application.CheckOrg;
import io.weir.application.CheckResult;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tries the configuration and the org without serving anything. Ends with 0, 1 if the org fails, 2 if the configuration does. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tries configuration, data actions, API version, login, rights and one query, and says what to do"
                + " about what fails.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:Weir can answer", "1:Salesforce does not let it", "2:the configuration cannot be used"})
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
        try {
            config = Config.from(environment);
        } catch (InvalidConfig invalid) {
            invalid.problems().forEach(problem -> print(out, "FAILED", "configuration", problem));
            return Main.UNUSABLE_CONFIG;
        }
        print(out, "ok", "configuration", config.org() instanceof Config.Org.Live ? "a live org" : "the sandbox org");
        try {
            ServedActions.read(config.actions());
        } catch (InvalidConfig invalid) {
            invalid.problems().forEach(problem -> print(out, "FAILED", "actions", problem));
            return Main.UNUSABLE_CONFIG;
        }
        try {
            return check(config, out) ? 0 : 1;
        } catch (IllegalStateException taken) {
            print(out, "FAILED", "sandbox", String.valueOf(taken.getMessage()));
            return 1;
        }
    }

    private static boolean check(Config config, PrintWriter out) {
        var clock = Clock.systemUTC();
        try (var salesforce =
                new SalesforceLink(config, Services.get(MeterRegistry.class), clock, new SecureRandom())) {
            var results = new CheckOrg(
                            new CheckApiVersion(salesforce.status(), salesforce.apiVersion()),
                            salesforce.status(),
                            salesforce.catalog(),
                            salesforce.queries(),
                            config.policy(),
                            clock,
                            STEP_TIME)
                    .check();
            results.forEach(result -> print(out, result));
            return results.stream().noneMatch(result -> result.verdict() == CheckResult.Verdict.FAILED);
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

    private static void print(PrintWriter out, String verdict, String subject, String detail) {
        out.println("%-8s %-14s %s".formatted(verdict, subject, detail).stripTrailing());
    }
}
