package io.weir.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Collects the turns of a run and prints them, their medians, and what Weir adds to the others. */
final class Report {
    static final String DIRECT = "direct";
    static final String PASS_THROUGH = "pass-through";
    static final String WEIR = "weir";
    static final String OTHER_WEIR = "other weir";
    static final String CONSTANT = "constant";

    private static final List<String> TARGETS =
            List.of(DIRECT, PASS_THROUGH, WEIR, OTHER_WEIR, CONSTANT, cached(WEIR), cached(OTHER_WEIR));

    private final PrintStream out;
    private final List<Line> lines = new ArrayList<>();
    private long failed;
    private boolean loggedInOnce = true;

    Report(PrintStream out) {
        this.out = out;
    }

    /** The name of {@code weir} that answers from its answer cache. */
    static String cached(String weir) {
        return weir + ", cached";
    }

    /**
     * One turn of one target.
     *
     * @param processorMicros processor time of the target's process, in microseconds for each answer
     */
    record Line(int round, int callers, String target, Load load, double processorMicros) {
        double rate() {
            return load.requestsPerSecond();
        }

        double p50() {
            return load.p50();
        }

        double p99() {
            return load.p99();
        }
    }

    void settings(Settings settings) {
        out.printf(
                Locale.ROOT,
                "%d rounds of %d s a turn; JVM of pass-through and Weir: %s; %s %s on %d processors%n",
                settings.rounds(),
                settings.seconds().toSeconds(),
                String.join(" ", settings.jvmOptions()),
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        if (settings.weirs().isEmpty()) {
            out.printf(Locale.ROOT, "Without Weir: no jar given.%n");
        }
    }

    void started(String weir, Duration duration) {
        out.printf(Locale.ROOT, "%s was ready %d ms after its start.%n", weir, duration.toMillis());
    }

    /** Requests outside the rounds are not measured, but they may not fail either. */
    void warmedUp(Load load) {
        failed += load.failed();
    }

    void add(Line line) {
        if (lines.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%n%5s  %7s  %-18s  %9s  %8s  %8s  %10s  %6s%n",
                    "round",
                    "callers",
                    "target",
                    "req/s",
                    "p50 µs",
                    "p99 µs",
                    "cpu µs/req",
                    "failed");
        }
        lines.add(line);
        failed += line.load().failed();
        row(
                Integer.toString(line.round()),
                line.callers(),
                line.target(),
                line.load().failed(),
                List.of(line));
    }

    void summary(List<Integer> callers) {
        out.printf(Locale.ROOT, "%nMedians%n");
        for (int count : callers) {
            for (var target : TARGETS) {
                var turns = turns(target, count);
                if (!turns.isEmpty()) {
                    long failures = turns.stream()
                            .mapToLong(turn -> turn.load().failed())
                            .sum();
                    row("all", count, target, failures, turns);
                }
            }
        }
        out.printf(Locale.ROOT, "%n");
        for (int count : callers) {
            ratio(WEIR, PASS_THROUGH, count);
            ratio(OTHER_WEIR, PASS_THROUGH, count);
            ratio(WEIR, OTHER_WEIR, count);
            ratio(cached(WEIR), CONSTANT, count);
            ratio(cached(OTHER_WEIR), CONSTANT, count);
            ratio(cached(WEIR), cached(OTHER_WEIR), count);
        }
        for (var target : List.of(PASS_THROUGH, WEIR, OTHER_WEIR)) {
            if (!turns(target, 1).isEmpty()) {
                double added = median(turns(target, 1), Line::p50) - median(turns(DIRECT, 1), Line::p50);
                out.printf(Locale.ROOT, "p50 that %s adds to a direct call, 1 caller: %.0f µs%n", target, added);
            }
        }
        out.printf(Locale.ROOT, "Failed requests, warm-up included: %d%n", failed);
    }

    void footprint(String weir, long requests, long residentMegabytes) {
        out.printf(Locale.ROOT, "RSS of %s after %d requests: %d MB%n", weir, requests, residentMegabytes);
    }

    void allocated(String target, long bytes) {
        out.printf(Locale.ROOT, "Allocated by %s for an answer, 32 callers: %d bytes%n", target, bytes);
    }

    /** How often {@code weirs} of them logged in, all together: once each is right. */
    void logins(int logins, int weirs) {
        loggedInOnce = logins == weirs;
        out.printf(Locale.ROOT, "Logins that the stand-in saw: %d%n", logins);
        out.printf(Locale.ROOT, "Failed requests in the whole run: %d%n", failed);
    }

    boolean succeeded() {
        return failed == 0 && loggedInOnce;
    }

    /** By round first: both targets of a round saw the same machine. Nothing where one of the two was not measured. */
    private void ratio(String target, String reference, int callers) {
        var these = turns(target, callers);
        var those = turns(reference, callers);
        if (these.isEmpty() || those.isEmpty()) {
            return;
        }
        double[] ratios = IntStream.range(0, these.size())
                .mapToDouble(i -> these.get(i).rate() / those.get(i).rate())
                .sorted()
                .toArray();
        out.printf(
                Locale.ROOT,
                "%s / %s with callers = %d: %.2f (rounds from %.2f to %.2f), by processor time %.2f%n",
                target,
                reference,
                callers,
                median(DoubleStream.of(ratios)),
                ratios[0],
                ratios[ratios.length - 1],
                median(those, Line::processorMicros) / median(these, Line::processorMicros));
    }

    private void row(String round, int callers, String target, long failures, List<Line> turns) {
        out.printf(
                Locale.ROOT,
                "%5s  %7d  %-18s  %9.0f  %8.0f  %8.0f  %10.1f  %6d%n",
                round,
                callers,
                target,
                median(turns, Line::rate),
                median(turns, Line::p50),
                median(turns, Line::p99),
                median(turns, Line::processorMicros),
                failures);
    }

    private List<Line> turns(String target, int callers) {
        return lines.stream()
                .filter(line -> line.callers() == callers && line.target().equals(target))
                .toList();
    }

    private static double median(List<Line> turns, ToDoubleFunction<Line> figure) {
        return median(turns.stream().mapToDouble(figure));
    }

    private static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
