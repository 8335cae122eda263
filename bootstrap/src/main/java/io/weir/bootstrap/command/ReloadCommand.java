package io.weir.bootstrap.command;

import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.InvalidConfig;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a running Weir read its files again. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the running Weir read its configuration and its data actions again, and prints what has changed.",
            "Weir does so by itself within seconds of a change. Run this with the configuration of that Weir, on its"
                    + " machine."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:the files are in use",
            "1:the running Weir cannot be reached, or refuses the request",
            "2:the files have problems, and the former ones stay in use"
        })
final class ReloadCommand implements Callable<Integer> {
    private static final String PATH = "/reload";
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int UNREACHABLE = 1;
    private static final int INVALID = 422;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    ReloadCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var weir = new RunningWeir(Config.ofRunning(environment));
        try {
            var response = weir.send("POST", PATH, TIME);
            return printed(response.statusCode(), json(response.body()));
        } catch (IOException | JsonException unreachable) {
            err.printf(
                    "%s cannot be reached; is Weir running there? Its process reloads at kill -HUP too%n",
                    weir.uri(PATH));
            return UNREACHABLE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return UNREACHABLE;
        }
    }

    private int printed(int status, JsonObject answer) {
        if (status == 200) {
            var out = spec.commandLine().getOut();
            var changed = answer.getJsonArray("changed");
            var restart = answer.getJsonArray("restart_needed");
            print(out, "changed", changed);
            print(out, "needs a restart", restart);
            if (changed.isEmpty() && restart.isEmpty()) {
                out.println("nothing has changed");
            }
            return 0;
        }
        spec.commandLine().getErr().println(answer.getString("detail", "Weir answered " + status));
        return status == INVALID ? InvalidConfig.EXIT_STATUS : UNREACHABLE;
    }

    private static void print(PrintWriter out, String what, JsonArray names) {
        names.getValuesAs(JsonString::getString).forEach(name -> out.println(what + ": " + name));
    }

    private static JsonObject json(String body) {
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }
}
