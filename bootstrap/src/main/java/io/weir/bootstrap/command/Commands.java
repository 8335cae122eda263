package io.weir.bootstrap.command;

import io.weir.adapter.out.sandbox.http.SandboxCannotListen;
import io.weir.bootstrap.config.InvalidConfig;
import io.weir.bootstrap.config.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    private static final int CANNOT_LISTEN = 1;
    private static final int OUTPUT_LOST = 1;

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

    /** For the usage: {@link ServedOrg} reads it before picocli does. */
    @Option(
            names = ServedOrg.OPTION,
            paramLabel = "FOLDER",
            description = "the org that the embedded sandbox serves, as WEIR_SANDBOX_ORG says too")
    private @Nullable Path org;

    private Commands() {}

    /** The commands, configured by {@code environment}. */
    public static CommandLine in(Map<String, String> environment) {
        return in(environment, System.in, new SecureRandom(), Commands::waitUntilStopped)
                .setOut(standardOutput());
    }

    /**
     * The commands.
     *
     * @param untilStopped as {@link SandboxCommand} takes it
     */
    static CommandLine in(
            Map<String, String> environment,
            InputStream input,
            RandomGenerator random,
            BiConsumer<Runnable, Runnable> untilStopped) {
        return new CommandLine(new Commands())
                .addSubcommand(new CheckCommand(environment))
                .addSubcommand(new CommandLine(new ActionCommands(environment))
                        .addSubcommand(new ActionTestCommand(environment))
                        .addSubcommand(new ActionDiffCommand(environment)))
                .addSubcommand(new HistoryCommands(environment))
                .addSubcommand(new AdviseCommand(environment))
                .addSubcommand(new ReloadCommand(environment))
                .addSubcommand(new HealthCommand(environment))
                .addSubcommand(new SandboxCommand(untilStopped))
                .addSubcommand(new CommandLine(new CallerCommand())
                        .addSubcommand(new CallerAddCommand(random))
                        .addSubcommand(new CallerKeyCommand(random))
                        .addSubcommand(new CallerHashCommand(input, random)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Commands::run)
                .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command.getErr()));
    }

    /** Knows whether what is printed arrives; a writer around {@code System.out} does not. */
    private static PrintWriter standardOutput() {
        return new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }

    /** Runs the command. Returns its exit status, or {@link #OUTPUT_LOST} if it did well and its output is incomplete. */
    private static int run(CommandLine.ParseResult parsed) {
        int status = new CommandLine.RunLast().execute(parsed);
        var command = parsed.asCommandLineList().getLast();
        if (status != 0 || !command.getOut().checkError()) {
            return status;
        }
        command.getErr().println("the output is incomplete, because standard output cannot be written");
        return OUTPUT_LOST;
    }

    /** Prints why a command cannot run. Throws every other failure. Returns the exit status. */
    private static int failed(Exception failure, PrintWriter err) throws Exception {
        return switch (failure) {
            case InvalidConfig invalid -> {
                invalid.problems().forEach(err::println);
                yield InvalidConfig.EXIT_STATUS;
            }
            case SandboxCannotListen taken -> {
                err.println(taken.getMessage());
                yield CANNOT_LISTEN;
            }
            default -> throw failure;
        };
    }

    /** A requested stop ends with status 0; the JVM would report 143. */
    private static void waitUntilStopped(Runnable announce, Runnable stop) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.run();
                            Runtime.getRuntime().halt(0);
                        },
                        "weir-stop"));
        announce.run();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                org == null ? "a command is missing" : ServedOrg.OPTION + " comes before everything else");
    }
}
