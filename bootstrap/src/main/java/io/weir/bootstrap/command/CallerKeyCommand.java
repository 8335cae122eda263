package io.weir.bootstrap.command;

import io.weir.adapter.in.http.caller.KeyHash;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a new key for the settings that hold one. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Prints a new random key, as WEIR_API_KEY and WEIR_ADMIN_API_KEY take it.")
final class CallerKeyCommand implements Callable<Integer> {
    private final RandomGenerator random;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    CallerKeyCommand(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(KeyHash.newKey(random));
        return 0;
    }
}
