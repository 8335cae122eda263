package io.weir.bootstrap.command;

import io.weir.adapter.out.profiler.store.ExistingStore;
import io.weir.bootstrap.wiring.StoreKeys;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.RunFilter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            "1:the store or the output file cannot be used",
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
            @Option(names = "--since", paramLabel = "TIME", description = "from this time on: 2026-01-31T00:00:00Z")
                    @Nullable
                    Instant since,
            @Option(names = "--until", paramLabel = "TIME", description = "before this time") @Nullable Instant until,
            @Option(names = "--action", paramLabel = "NAME", description = "runs of this data action") @Nullable
                    String action,
            @Option(names = "--caller", paramLabel = "NAME", description = "runs of this caller") @Nullable
                    String caller,
            @Option(names = "--outcome", paramLabel = "CODE", description = "runs with this outcome, such as answered")
                    @Nullable
                    String outcome,
            @Option(names = "--output", paramLabel = "FILE", description = "the file; default: standard output")
                    @Nullable
                    Path output) {
        var runs = new RunFilter(
                Optional.ofNullable(action),
                Optional.ofNullable(caller),
                Optional.empty(),
                Optional.ofNullable(outcome),
                Optional.empty(),
                Optional.empty());
        var everything = HistoryQuery.newest(PAGE).withRuns(runs);
        var from = since == null ? everything : everything.withSince(since);
        var query = until == null ? from : from.withUntil(until);
        return use((_, store) -> {
            if (output == null) {
                write(store, query, format, spec.commandLine().getOut());
            } else {
                writeFile(store, query, format, output);
            }
            return 0;
        });
    }

    private static void writeFile(ExistingStore store, HistoryQuery query, Format format, Path output)
            throws IOException {
        boolean complete = false;
        try (var file = new PrintWriter(Files.newBufferedWriter(output, StandardCharsets.UTF_8))) {
            write(store, query, format, file);
            complete = !file.checkError();
        } catch (IOException failure) {
            throw unwritable(output, failure);
        }
        if (!complete) {
            throw unwritable(output, new IOException("the disk may be full"));
        }
    }

    private static IOException unwritable(Path output, IOException failure) {
        return new IOException("'%s' cannot be written: %s".formatted(output, failure), failure);
    }

    /** Holds one page in memory at a time. */
    private static void write(ExistingStore store, HistoryQuery first, Format format, PrintWriter out) {
        var page = store.find(first);
        if (format == Format.CSV) {
            line(out, RunColumn.csvHeader());
        }
        while (true) {
            page.executions()
                    .forEach(run -> line(out, format == Format.CSV ? RunColumn.csv(run) : RunColumn.json(run)));
            if (page.next().isEmpty()) {
                out.flush();
                return;
            }
            page = store.find(first.withAfter(page.next().get()));
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
                throw new IOException("there is no key yet; Weir makes it at its first start");
            }
            var hash = pseudonyms.get().ofContact(contact);
            if (hash.equals(ContactHash.NONE)) {
                throw new ParameterException(spec.commandLine(), "--contact is blank");
            }
            spec.commandLine().getOut().println("deleted runs: " + store.forget(hash));
            return 0;
        });
    }

    private int use(StoreUse use) {
        return StoreUse.run(environment, Clock.systemUTC(), spec.commandLine().getErr(), use);
    }
}
