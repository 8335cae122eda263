package io.weir.bootstrap.command;

import io.weir.application.advice.AdviseOnActions;
import io.weir.application.advice.RecentActions;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.domain.advice.QueryAdvice;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what to do about slow queries and about data actions, from the store. Works beside a Weir that serves. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        description = "Says what to do about slow queries and about data actions, from what the store knows.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:done", "1:the store cannot be used", "2:the configuration or a data action cannot be used"})
final class AdviseCommand implements Callable<Integer> {
    private static final int MOST = 500;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    AdviseCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var clock = Clock.systemUTC();
        var out = spec.commandLine().getOut();
        return StoreUse.run(environment, clock, spec.commandLine().getErr(), (config, store) -> {
            var sound = ServedActions.soundCatalogOf(config.actions().source());
            sound.errors().forEach(error -> spec.commandLine().getErr().println("warning: " + error));
            var actions = new AdviseOnActions(sound.catalog());
            var queries = store.advice(MOST);
            var onActions = actions.advice(new RecentActions(store, clock).statistics());
            queries.forEach(advice -> print(out, advice));
            onActions.forEach(advice -> print(out, advice.advice(), advice.reason()));
            if (queries.isEmpty() && onActions.isEmpty()) {
                out.println(
                        "There is no advice: no slow query has been explained, and no data action wastes anything.");
            }
            return 0;
        });
    }

    private static void print(PrintWriter out, QueryAdvice advice) {
        print(
                out,
                advice.review().advice().orElse("Nothing needs to be done."),
                advice.review().reason());
        out.println("    " + advice.soqlShape());
    }

    private static void print(PrintWriter out, String advice, String reason) {
        out.println("- " + advice);
        out.println("    " + reason);
    }
}
