package io.weir.adapter.out.profiler.store;

import com.sun.management.OperatingSystemMXBean;
import io.weir.domain.history.ContactHash;
import io.weir.domain.history.Execution;
import io.weir.domain.history.HistoryQuery;
import io.weir.domain.history.RunFilter;
import io.weir.domain.history.SummaryQuery;
import io.weir.domain.history.SummaryQuery.By;
import io.weir.domain.history.SummaryQuery.Order;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints what a stored history costs: how long a page of statistics takes and how large the file is after 100,000 runs
 * of 2,000 shapes in 30 days, and what is lost when the process that writes is killed twenty times.
 */
final class StoreBench {
    private static final int RUNS = 100_000;
    private static final int SHAPES = 2_000;
    private static final Duration TIME = Duration.ofDays(30);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int KILLS = 20;
    private static final int REPETITIONS = 20;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final RandomGenerator random = new SplittableRandom(1);

    private StoreBench() {}

    /** Needs no arguments; with an URL of PostgreSQL, its user and its password measures that. */
    public static void main(String[] arguments) throws IOException {
        var bench = new StoreBench();
        var folder = Files.createTempDirectory("weir-history");
        if (arguments.length == 3) {
            bench.measurePages(new StoreSettings.Place.Postgres(arguments[0], arguments[1], arguments[2]));
        } else {
            bench.measurePages(new StoreSettings.Place.Folder(folder.resolve("pages")));
            bench.out.printf("file: %.1f MB%n", bytes(folder.resolve("pages")) / 1e6);
            bench.killRepeatedly(folder.resolve("killed"));
        }
    }

    private void measurePages(StoreSettings.Place place) {
        var clock = new SettableClock(START);
        try (var history =
                new StoredExecutionHistory(StoreSettings.defaults(place, "weir-1"), clock, new SplittableRandom())) {
            long begin = System.nanoTime();
            for (int run = 0; run < RUNS; run++) {
                clock.advance(TIME.dividedBy(RUNS));
                history.record(execution(run, clock.instant()));
                if (run % 1_000 == 0) {
                    // reading writes what waits, seven hours of it
                    history.latest(1);
                }
            }
            history.latest(1);
            out.printf("written: %d runs of %d shapes in %.1f s%n", RUNS, SHAPES, (System.nanoTime() - begin) / 1e9);
            for (var by : By.values()) {
                var query = new SummaryQuery(by, START, clock.instant(), RunFilter.ALL, Order.TIME, 50);
                out.printf("summary by %s, 30 days: %s%n", by, median(() -> history.summary(query)));
            }
            var day = new SummaryQuery(
                    By.SHAPE, clock.instant().minus(Duration.ofDays(1)), clock.instant(), RunFilter.ALL, Order.MAX, 50);
            out.printf("summary by SHAPE, 1 day: %s%n", median(() -> history.summary(day)));
            out.printf("newest 100 runs: %s%n", median(() -> history.find(HistoryQuery.newest(100))));
            out.printf(
                    "dropped %d, evicted %d, available %s%n",
                    history.dropped(), history.evicted(), history.isAvailable());
        }
    }

    private static String median(Runnable work) {
        for (int warmUp = 0; warmUp < REPETITIONS; warmUp++) {
            work.run();
        }
        long cpu = cpuNanos();
        var times = IntStream.range(0, REPETITIONS)
                .mapToLong(repetition -> {
                    long begin = System.nanoTime();
                    work.run();
                    return System.nanoTime() - begin;
                })
                .sorted()
                .toArray();
        return "median %.1f ms, slowest %.1f ms; processor %.1f ms each"
                .formatted(
                        times[times.length / 2] / 1e6,
                        times[times.length - 1] / 1e6,
                        (cpuNanos() - cpu) / 1e6 / REPETITIONS);
    }

    /** What the process has worked, which says more than its clock on a machine that others use, too. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private void killRepeatedly(Path folder) throws IOException {
        long first = 0;
        long lostMost = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long[] begin = {Long.MAX_VALUE};
            long length = 2_000 + random.nextLong(3_000);
            List<KilledWriter.Line> printed = KilledWriter.killed(folder, first, false, line -> {
                begin[0] = Math.min(begin[0], line.millis());
                return line.millis() - begin[0] > length;
            });
            first = printed.getLast().number() + 1_000;
            long end = printed.getLast().millis();
            try (var history = new StoredExecutionHistory(
                    KilledWriter.settings(folder), Clock.systemUTC(), new SplittableRandom())) {
                long opening = System.nanoTime();
                var stored = KilledStoreTest.requestIds(history);
                long opened = System.nanoTime();
                long lost = printed.stream()
                        .filter(line -> !stored.contains(line.requestId()))
                        .mapToLong(line -> end - line.millis())
                        .max()
                        .orElse(0);
                lostMost = Math.max(lostMost, lost);
                out.printf(
                        "kill %d: opened %s and read in %d ms, %d runs stored, %d counted, oldest that was lost: %d"
                                + " ms%n",
                        kill,
                        history.isAvailable(),
                        (opened - opening) / 1_000_000,
                        stored.size(),
                        KilledStoreTest.counted(history),
                        lost);
            }
        }
        out.printf("nothing older than %d ms was lost in %d kills%n", lostMost, KILLS);
    }

    private Execution execution(int run, Instant startedAt) {
        int shape = random.nextInt(SHAPES);
        int luck = random.nextInt(100);
        String outcome = luck < 3 ? "salesforce_timeout" : Execution.ANSWERED;
        String business = luck < 3 ? "" : luck < 70 ? "found" : luck < 95 ? "not_found" : "multiple";
        return new Execution(
                startedAt,
                "request-" + run,
                "action-" + shape % 40,
                "caller-" + shape % 3,
                Execution.Served.FRESH,
                "SELECT Id, Name, Email, Phone, AccountId FROM Contact WHERE Custom_%d__c = ? AND Phone = ?"
                        .formatted(shape),
                Duration.ofNanos((long) (80_000_000 * Math.exp(random.nextGaussian() * 0.7))),
                random.nextInt(5),
                false,
                1,
                1,
                outcome,
                Optional.empty(),
                new ContactHash("%024x".formatted(run)),
                Optional.empty(),
                business,
                List.of(),
                "");
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("history.db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
