package io.weir.bootstrap.command;

import io.weir.bootstrap.config.Version;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Map;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Without a command, Weir serves and picocli is not loaded. */
@Command(
        name = "weir",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Versions.class,
        description = {
            "Answers a contact-centre flow's question from Salesforce.",
            "Without a command Weir serves, until it is stopped. Everything it needs is configuration:"
                    + " docs/configuration.md."
        })
public final class Commands implements Runnable {
    /** What {@code --version} prints. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"weir %s (Java %s)".formatted(Version.current(), Runtime.version())};
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    private Commands() {}

    /** The commands, configured by {@code environment}. */
    public static CommandLine in(Map<String, String> environment) {
        return in(environment, System.in, new SecureRandom());
    }

    static CommandLine in(Map<String, String> environment, InputStream input, RandomGenerator random) {
        return new CommandLine(new Commands())
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new ActionCommands(environment))
                .addSubcommand(new HistoryCommands(environment))
                .addSubcommand(new AdviseCommand(environment))
                .addSubcommand(new ReloadCommand(environment))
                .addSubcommand(new CommandLine(new CallerCommand())
                        .addSubcommand(new CallerAddCommand(random))
                        .addSubcommand(new CallerKeyCommand(random))
                        .addSubcommand(new CallerHashCommand(input, random)))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
