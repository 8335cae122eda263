package io.weir.bootstrap.command;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the hash of a password or key from standard input; an argument would be in the shell's history. */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = "Reads a password from standard input, and prints what goes under 'hash' of 'basic'.")
final class CallerHashCommand implements Callable<Integer> {
    private final InputStream in;
    private final RandomGenerator random;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(
            names = "--key",
            description = "It is a key of random characters, 32 or more; prints what goes under 'hash' of 'keys'.")
    private boolean key;

    CallerHashCommand(InputStream in, RandomGenerator random) {
        this.in = in;
        this.random = random;
    }

    @Override
    public Integer call() {
        String secret = secret();
        try {
            spec.commandLine().getOut().println(hash(secret));
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
        return 0;
    }

    private String hash(String secret) {
        if (!key) {
            return PasswordHash.of(secret, random).text();
        }
        try {
            KeyHash.requireUnguessable(secret);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "%s; what people choose is a password: leave out --key, and let the caller use Basic"
                            .formatted(refused.getMessage()),
                    refused);
        }
        return KeyHash.of(secret).text();
    }

    /** The first line. At a terminal, input is not echoed. */
    private String secret() {
        var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isPresent()) {
            char[] typed = terminal.get().readPassword("%s: ", key ? "Key" : "Password");
            return typed == null ? "" : new String(typed);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
