package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A process that records until it is killed. It prints a {@link Line} for each execution, and one that says so for each
 * that is certain to be stored.
 */
final class KilledWriter {
    private static final int RUNS_BETWEEN_CHECKS = 100;

    private KilledWriter() {}

    /**
     * What the process printed.
     *
     * @param number of an execution; its request id is {@code run-} and the number
     * @param millis the clock of the process when it recorded that
     */
    record Line(boolean committed, long number, long millis) {
        String requestId() {
            return "run-" + number;
        }
    }

    static StoreSettings settings(Path folder) {
        var place = new StoreSettings.Place.Folder(folder);
        return new StoreSettings(place, "weir-1", 1_000_000, Duration.ofHours(1), 14, 512L << 20);
    }

    /**
     * Records to the store in the folder, with numbers from the second argument on; {@code check} prints what is
     * stored.
     */
    public static void main(String[] arguments) {
        var clock = Clock.systemUTC();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean checks = arguments.length > 2;
        try (var history = new StoredExecutionHistory(settings(Path.of(arguments[0])), clock, new SplittableRandom())) {
            for (long number = Long.parseLong(arguments[1]); !out.checkError(); number++) {
                var line = new Line(false, number, clock.millis());
                history.record(execution(line, clock));
                print(out, line);
                if (checks
                        && number % RUNS_BETWEEN_CHECKS == 0
                        && !history.latest(1).isEmpty()) {
                    print(out, new Line(history.isAvailable(), number, clock.millis()));
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static void print(PrintStream out, Line line) {
        out.println((line.committed() ? "committed " : "recorded ") + line.number() + " " + line.millis());
    }

    private static Execution execution(Line line, Clock clock) {
        return new Execution(
                clock.instant(),
                line.requestId(),
                "salesforce-query",
                "default",
                Execution.Served.FRESH,
                "SELECT Id FROM Contact WHERE Phone = ?",
                Duration.ofMillis(line.number() % 100),
                1,
                false,
                1,
                1,
                Execution.ANSWERED,
                Optional.empty(),
                ContactHash.NONE,
                Optional.empty(),
                "",
                List.of(),
                "");
    }

    /**
     * Starts such a process, kills it when it has printed a line that is {@code enough}, and answers all that it
     * printed.
     */
    static List<Line> killed(Path folder, long first, boolean checks, Predicate<Line> enough) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.toString(),
                Long.toString(first)));
        if (checks) {
            command.add("check");
        }
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new ArrayList<Line>();
        // destroyForcibly of the process itself closes its output, and with it what it had printed
        var handle = process.toHandle();
        try (BufferedReader output = process.inputReader()) {
            boolean killed = false;
            // what it had printed before it was killed counts as well; its last line may be broken off
            for (String text = output.readLine(); text != null; text = output.readLine()) {
                String[] parts = text.split(" ", -1);
                if (parts.length == 3 && parts[2].length() == 13) {
                    var line =
                            new Line(parts[0].equals("committed"), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                    lines.add(line);
                    if (!killed && enough.test(line)) {
                        killed = handle.destroyForcibly();
                    }
                }
            }
        } finally {
            handle.destroyForcibly();
        }
        handle.onExit().join();
        return lines;
    }
}
