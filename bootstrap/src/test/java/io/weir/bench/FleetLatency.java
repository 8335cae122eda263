package io.weir.bench;

import io.weir.domain.limit.Priority;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * How long requests with an API key take at a Weir without a common database, and at one with it: while the database
 * answers, while it hangs, and while it is down. The two take turns, so that a drift of the machine favours none.
 */
final class FleetLatency {
    private static final int PER_SECOND = 100;
    private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 4));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private final FleetDatabase database;
    private final FleetWeirs without;
    private final FleetWeirs with;
    private boolean good = true;

    /** The answers of one Weir, in milliseconds. */
    private static final class Answers {
        private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();

        double share(double share) {
            double[] sorted =
                    millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
        }
    }

    FleetLatency(FleetDatabase database, FleetWeirs without, FleetWeirs with) {
        this.database = database;
        this.without = without;
        this.with = with;
    }

    /** Prints a row for each state of the database, and returns whether every request was answered. */
    boolean run() throws IOException, InterruptedException, SQLException {
        var _ = without.start("weir-alone");
        var _ = with.start("weir-0");
        var warmUp = new Answers();
        for (int i = 0; i < ROUNDS; i++) {
            turn(without, warmUp);
            turn(with, warmUp);
        }
        System.out.println("| the database | p50 ms without, with | ratio | p99 ms without, with | ratio | most ms"
                + " without, with |");
        System.out.println("|---|---|---|---|---|---|");
        compare("answers");
        try (var _ = database.hang()) {
            compare("hangs: all its tables are locked");
        }
        database.stop();
        compare("is down");
        return FleetOfProcesses.judge("no request was lost", good);
    }

    private void compare(String state) throws InterruptedException {
        var apart = new Answers();
        var together = new Answers();
        for (int i = 0; i < ROUNDS; i++) {
            for (var weirs : i % 2 == 0 ? List.of(without, with) : List.of(with, without)) {
                turn(weirs, weirs.equals(with) ? together : apart);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f, %.1f | %.2f | %.1f, %.1f | %.2f | %.0f, %.0f |%n",
                state,
                apart.share(0.5),
                together.share(0.5),
                together.share(0.5) / apart.share(0.5),
                apart.share(0.99),
                together.share(0.99),
                together.share(0.99) / apart.share(0.99),
                apart.share(1),
                together.share(1));
    }

    private void turn(FleetWeirs weirs, Answers answers) throws InterruptedException {
        var weir = weirs.alive().getFirst();
        var failed = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < TURN.toSeconds() * PER_SECOND; i++) {
                long due = begin + i * (1_000_000_000L / PER_SECOND);
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                threads.execute(() -> {
                    try {
                        var answer = weirs.ask(weir, Priority.NORMAL);
                        if (answer.statusCode() == 200) {
                            answers.millis.add((System.nanoTime() - due) / 1e6);
                        } else {
                            note(failed, FleetWeirs.code(answer));
                        }
                    } catch (IOException lost) {
                        note(failed, lost.toString());
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        if (!failed.isEmpty()) {
            System.out.println("lost %d, the first by %s: %s"
                    .formatted(failed.size(), weirs.equals(with) ? "with" : "without", failed.getFirst()));
            good = false;
        }
    }

    private static void note(List<String> failed, String what) {
        synchronized (failed) {
            failed.add(what);
        }
    }
}
