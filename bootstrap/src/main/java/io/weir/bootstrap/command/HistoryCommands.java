package io.weir.bootstrap.command;

import io.weir.adapter.in.http.admin.InvalidParameter;
import io.weir.adapter.in.http.admin.KnownNames;
import io.weir.adapter.in.http.admin.ProfilerJson;
import io.weir.adapter.out.profiler.store.ExistingStore;
import io.weir.bootstrap.wiring.OwnerOnly;
import io.weir.bootstrap.wiring.ServedActions;
import io.weir.bootstrap.wiring.StoreKeys;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.HistoryPage;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.port.ActionCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exports runs from the store, and deletes those about a contact. Works beside a Weir that serves. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Exports the runs in the store, or deletes those about a contact. Weir may run meanwhile.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:done",
            "1:the store cannot be used, or the output cannot be written",
            "2:the configuration or the arguments cannot be used"
        })
final class HistoryCommands implements Runnable {
    private static final int PAGE = 1_000;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    HistoryCommands(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** How a run is written on one line. */
    enum Format {
        NDJSON,
        CSV
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes the runs in the store, one a line, newest first. They hold no value that a caller sent.")
    int export(
            @Option(
                            names = "--format",
                            paramLabel = "<ndjson|csv>",
                            defaultValue = "ndjson",
                            description = "how a run is written; default: ${DEFAULT-VALUE}")
                    Format format,
            @Mixin RunOptions runs,
            @Option(names = "--output", paramLabel = "FILE", description = "the file; default: standard output")
                    @Nullable
                    Path output) {
        return use((config, store) -> {
            var clock = Clock.systemUTC();
            HistoryQuery query;
            HistoryPage first;
            try {
                query = runs.query(clock.instant(), PAGE);
                first = store.find(query);
                if (first.executions().isEmpty()) {
                    // a declaration with an error matters only where a name may be of an action
                    var actions = query.runs().action().isPresent()
                            ? ServedActions.read(config.actions().source())
                            : ActionCatalog.EMPTY;
                    new KnownNames(actions, config.access()::callerNames, store, clock).check(query.runs());
                }
            } catch (InvalidParameter invalid) {
                return refused(invalid.describedAs("--" + invalid.name().replace('_', '-')));
            }
            if (output == null) {
                write(store, query, first, format, spec.commandLine().getOut());
            } else {
                writeFile(store, query, first, format, output);
            }
            return 0;
        });
    }

    private static void writeFile(
            ExistingStore store, HistoryQuery query, HistoryPage first, Format format, Path output) throws IOException {
        boolean complete = false;
        try (var file = new PrintWriter(Channels.newWriter(open(output), StandardCharsets.UTF_8))) {
            write(store, query, first, format, file);
            complete = !file.checkError();
        } catch (IOException failure) {
            throw unwritable(output, failure);
        }
        if (!complete) {
            throw unwritable(output, new IOException("the disk may be full"));
        }
    }

    /** Opens a file, new or not, that only its owner may read. */
    private static WritableByteChannel open(Path output) throws IOException {
        if (Files.isRegularFile(output)) {
            OwnerOnly.restrict(output);
        }
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return Files.newByteChannel(output, options, OwnerOnly.file());
    }

    private static IOException unwritable(Path output, IOException failure) {
        String reason = switch (failure) {
            case NoSuchFileException _ -> "its folder does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException other -> String.valueOf(other.getReason());
            default -> String.valueOf(failure.getMessage());
        };
        return new IOException("'%s' cannot be written: %s".formatted(output, reason), failure);
    }

    /** Holds one page in memory at a time. Reads no further page once {@code out} cannot be written. */
    private static void write(
            ExistingStore store, HistoryQuery query, HistoryPage first, Format format, PrintWriter out) {
        if (format == Format.CSV) {
            line(out, RunCsv.header());
        }
        var page = first;
        while (true) {
            page.executions()
                    .forEach(run -> line(out, format == Format.CSV ? RunCsv.line(run) : ProfilerJson.line(run)));
            if (out.checkError() || page.next().isEmpty()) {
                return;
            }
            page = store.find(query.withAfter(page.next().get()));
        }
    }

    /** Both formats end lines in the same way on every system. */
    private static void line(PrintWriter out, String text) {
        out.print(text);
        out.print('\n');
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = {
                "Deletes the runs about a contact from the store. Statistics hold no contact and stay.",
                "A Weir that serves may still have the newest of them in memory, where DELETE /profiler deletes them."
            })
    int forget(
            @Option(names = "--contact", required = true, paramLabel = "ID", description = "the contact's id")
                    String contact) {
        return use((config, store) -> {
            var pseudonyms = StoreKeys.existingPseudonyms(config);
            if (pseudonyms.isEmpty()) {
                throw new IOException("there is no key yet; Weir makes it as soon as it can use the data folder");
            }
            var hash = pseudonyms.get().ofContact(contact);
            if (hash.equals(ContactHash.NONE)) {
                return refused("--contact is blank; write the id of a contact");
            }
            spec.commandLine().getOut().println("deleted runs: " + store.forget(hash));
            return 0;
        });
    }

    /** Returns the exit status for arguments that cannot be used. */
    private int refused(String problem) {
        spec.commandLine().getErr().println(problem);
        return CommandLine.ExitCode.USAGE;
    }

    private int use(StoreUse use) {
        return StoreUse.run(environment, Clock.systemUTC(), spec.commandLine().getErr(), use);
    }
}
