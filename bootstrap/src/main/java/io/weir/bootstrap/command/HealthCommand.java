package io.weir.bootstrap.command;

import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.bootstrap.config.Config;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a running Weir is ready. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the admin listener of the running Weir whether it is ready, for probes that run a command.",
            "Run this with the configuration of that Weir, on its machine or in its container."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:Weir is ready",
            "1:Weir is not ready, or cannot be reached",
            "2:the configuration cannot be used"
        })
final class HealthCommand implements Callable<Integer> {
    private static final String PATH = "/observe/health/ready";
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int NOT_READY = 1;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    HealthCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var config = Config.ofRunning(environment);
        if (!config.http().adminAccess().parts().contains(AdminSettings.Part.HEALTH)) {
            err.println("the admin listener serves no health; set WEIR_ADMIN_HEALTH_ENABLED=true");
            return NOT_READY;
        }
        var weir = new RunningWeir(config);
        try {
            int status = weir.send("GET", PATH, TIME).statusCode();
            if (status / 100 == 2) {
                spec.commandLine().getOut().println("ready");
                return 0;
            }
            err.printf("not ready: %s answers %d%n", weir.uri(PATH), status);
        } catch (IOException unreachable) {
            err.printf("%s cannot be reached; is Weir running there?%n", weir.uri(PATH));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return NOT_READY;
    }
}
