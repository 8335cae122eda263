package io.weir.bench;

import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.bench.FleetTally.Before;
import io.weir.domain.limit.Priority;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * One schedule: three Weirs on one allocation are asked for half as much again as there is, while one is killed and
 * started again and the database stops and starts, at times that a seed decides.
 */
final class FleetSchedule {
    private static final int WEIRS = 3;
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    /** Within this time Weirs come back to a database that is up again, one after another. */
    private static final Duration COMES_BACK = Duration.ofSeconds(15);

    /** Within this time the ledger believes what Salesforce says now, and forgets who was killed. */
    private static final Duration REST = Duration.ofSeconds(400);

    /** The last requests are leased one by one, which takes its time. */
    private static final int LEAST_LEASE = 20;

    private static final Duration BETWEEN_RESTS = Duration.ofMillis(500);

    private final long allocation;
    private final SandboxServer org;
    private final FleetDatabase database;
    private final FleetWeirs weirs;
    private final Random random;
    private final Duration time;
    private final FleetTally tally;
    private final List<Step> steps;
    private volatile long upSince = System.nanoTime();
    private volatile boolean watching = true;
    private volatile long held;

    private enum What {
        KILL,
        START_WEIR,
        STOP_DATABASE,
        START_DATABASE
    }

    private record Step(Duration at, What what) {
        @Override
        public String toString() {
            return "%s at %.1f s"
                    .formatted(what.name().toLowerCase(Locale.ROOT).replace('_', ' '), at.toMillis() / 1e3);
        }
    }

    private record Arrival(Duration at, Priority priority) {}

    FleetSchedule(
            SandboxServer org,
            long allocation,
            FleetDatabase database,
            FleetWeirs weirs,
            Random random,
            Duration time) {
        this.org = org;
        this.allocation = allocation;
        this.database = database;
        this.weirs = weirs;
        this.random = random;
        this.time = time;
        this.tally = new FleetTally(allocation);
        double kill = 0.1 + 0.6 * random.nextDouble();
        double stop = 0.1 + 0.6 * random.nextDouble();
        this.steps = Stream.of(
                        new Step(part(kill), What.KILL),
                        new Step(part(kill + 0.05 + 0.2 * random.nextDouble()), What.START_WEIR),
                        new Step(part(stop), What.STOP_DATABASE),
                        new Step(part(stop + 0.05 + 0.2 * random.nextDouble()), What.START_DATABASE))
                .sorted(Comparator.comparing(Step::at))
                .toList();
    }

    private Duration part(double share) {
        return Duration.ofMillis((long) (time.toMillis() * share));
    }

    /** Runs it, prints what came of it, and returns whether all is as it should be. */
    boolean run() throws IOException, InterruptedException, ExecutionException {
        System.out.println("steps: " + steps);
        for (int i = 0; i < WEIRS; i++) {
            var _ = weirs.start("weir-" + i);
        }
        awaitFleet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var leases = threads.submit(this::watchLeases);
            try {
                load();
                rest();
            } finally {
                watching = false;
            }
            leases.get();
        }
        return report();
    }

    /** Each Weir asks once, which tells it the org; then all know each other. */
    private void awaitFleet() throws IOException, InterruptedException {
        for (var weir : weirs.alive()) {
            ask(weir, Priority.HIGH);
        }
        long giveUp = System.nanoTime() + LONGEST_START.toNanos();
        for (var weir : weirs.alive()) {
            while (!weirs.status(weir).contains("\"fleet\":{\"ledger\":true,\"weirs\":" + WEIRS)) {
                if (System.nanoTime() > giveUp) {
                    throw new IOException("the Weirs did not find each other: " + weirs.status(weir));
                }
                Thread.sleep(STEP);
            }
        }
    }

    private void load() throws InterruptedException, ExecutionException {
        int[] weights = random.ints(WEIRS, 1, 5).toArray();
        var arrivals = arrivals();
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> taken = threads.submit(() -> takeSteps(begin));
            for (var arrival : arrivals) {
                sleepUntil(begin, arrival.at());
                var alive = List.copyOf(weirs.alive());
                var weir = alive.get(chosen(weights, alive.size()));
                threads.execute(() -> ask(weir, arrival.priority()));
            }
            taken.get();
        }
    }

    /** Half as much again as the allocation has; a quarter of high priority. */
    private List<Arrival> arrivals() {
        var demand = Map.of(
                Priority.HIGH, allocation * 15 / 40,
                Priority.NORMAL, allocation * 21 / 40,
                Priority.LOW, allocation * 24 / 40);
        var arrivals = new ArrayList<Arrival>();
        for (var priority : Priority.values()) {
            for (long i = 0; i < demand.getOrDefault(priority, 0L); i++) {
                arrivals.add(new Arrival(part(random.nextDouble()), priority));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }

    private int chosen(int[] weights, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i];
        }
        int at = random.nextInt(sum);
        int chosen = 0;
        while (at >= weights[chosen]) {
            at -= weights[chosen++];
        }
        return chosen;
    }

    private boolean takeSteps(long begin) throws IOException, InterruptedException {
        int killed = random.nextInt(WEIRS);
        for (var step : steps) {
            sleepUntil(begin, step.at());
            switch (step.what()) {
                case KILL -> weirs.kill(weirs.alive().get(killed));
                case START_WEIR -> {
                    var _ = weirs.start("weir-" + killed);
                }
                case STOP_DATABASE -> database.stop();
                case START_DATABASE -> {
                    database.startAgain();
                    upSince = System.nanoTime();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%5.1f s  %s  (the org has counted %d)%n",
                    (System.nanoTime() - begin) / 1e9,
                    step.what().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    org.apiCalls());
        }
        return true;
    }

    /** High priority alone, until the org has counted all that its floor leaves, or nothing can come any more. */
    private void rest() throws InterruptedException {
        long begin = System.nanoTime();
        long before = org.apiCalls();
        while (org.apiCalls() < tally.usable(Priority.HIGH) && System.nanoTime() - begin < REST.toNanos()) {
            for (var weir : weirs.alive()) {
                ask(weir, Priority.HIGH);
            }
            Thread.sleep(BETWEEN_RESTS);
        }
        System.out.printf(
                Locale.ROOT,
                "high priority alone for %.1f s, from %d calls to %d%n",
                (System.nanoTime() - begin) / 1e9,
                before,
                org.apiCalls());
    }

    private void ask(WeirProcess weir, Priority priority) {
        boolean ledgerUp = database.isUp() && System.nanoTime() - upSince > COMES_BACK.toNanos();
        var before = new Before(org.apiCalls(), held, ledgerUp);
        try {
            var answer = weirs.ask(weir, priority);
            if (answer.statusCode() == 200) {
                tally.served(priority, before);
            } else if (answer.body().contains("\"code\":\"api_reserve_reached\"")) {
                tally.refused(priority, before);
            } else {
                tally.other(priority, priority.label() + " " + FleetWeirs.code(answer));
            }
        } catch (IOException _) {
            // a Weir that was killed; its caller would ask another
            tally.other(priority, weirs.alive().contains(weir) ? "lost by a Weir that lives" : "lost in the kill");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean watchLeases() throws InterruptedException {
        while (watching) {
            try {
                if (database.isUp()) {
                    held = database.held();
                }
            } catch (SQLException _) {
                // it stops or starts at this moment: what it said last holds
            }
            Thread.sleep(STEP);
        }
        return true;
    }

    private boolean report() {
        tally.print();
        long used = org.apiCalls();
        long usable = tally.usable(Priority.HIGH);
        System.out.printf(
                "calls at the sandbox %d of %d; allocation less the last floor %d, leases outstanding %d%n",
                used, allocation, usable, held);
        boolean good = FleetOfProcesses.judge("calls within allocation, floor and leases", used <= usable + held);
        good &= FleetOfProcesses.judge("nobody was served beyond floor and leases", tally.beyond() == 0);
        good &= FleetOfProcesses.judge(
                "high priority was served to its floor, but for the least lease", used >= usable - LEAST_LEASE);
        return good;
    }

    private static void sleepUntil(long begin, Duration at) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, begin + at.toNanos() - System.nanoTime())));
    }
}
