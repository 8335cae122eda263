package io.weir.bench;

import io.weir.application.budget.InMemoryApiLedger;
import io.weir.application.budget.ShareApiBudget;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiFloors;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.CallLease;
import io.weir.domain.limit.LeasePolicy;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.SharedStoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Simulates three days of 200 Weirs on one org that others use too, second by second, on the classes that Weir decides
 * with. No network and no database: the ledger is the one in memory.
 *
 * <p>Argument: the seed, optionally. Prints one line for each way to share the allocation.
 */
final class FleetSimulation {
    private static final int WEIRS = 200;
    private static final int DAYS = 3;
    private static final int DAY = 86_400;
    private static final long LIMIT = 1_000_000;
    private static final Instant START = Instant.parse("2026-01-31T00:00:00Z");

    /** What Weirs are asked for in a day, in requests; in one order, so that a seed tells all. */
    private static final Map<Priority, Double> DEMAND =
            new EnumMap<>(Map.of(Priority.HIGH, 250_000.0, Priority.NORMAL, 350_000.0, Priority.LOW, 400_000.0));

    private static final double STRANGERS = 150_000;
    private static final int SPIKES_A_DAY = 6;
    private static final Logger QUIET = Logger.getLogger(ShareApiBudget.class.getName());

    private final SplittableRandom random;
    private int second;

    private FleetSimulation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private Instant now() {
        return START.plusSeconds(second);
    }

    /** One Weir's way to decide. */
    private interface Replica {
        boolean ask(Priority priority, Org org);

        /** Whether the last run was the one of a minute that finds out whether usage has fallen. */
        default boolean looked() {
            return false;
        }

        default void tick() {}

        /** It is killed, and another takes its place. */
        void kill();
    }

    /** What Salesforce counts, and what it says. */
    private static final class Org {
        private final long[] bySecond = new long[DAY];
        private long used;
        private long said;
        private int saysAgain;

        void second(int second, SplittableRandom random) {
            int slot = second % DAY;
            used -= bySecond[slot];
            bySecond[slot] = 0;
            if (second >= saysAgain) {
                said = used;
                saysAgain = second + 1 + random.nextInt(300);
            }
        }

        void call(int second, long calls) {
            bySecond[second % DAY] += calls;
            used += calls;
        }

        ApiUsage reported() {
            return new ApiUsage(said, LIMIT);
        }
    }

    /** What came of it. */
    private static final class Tally {
        private final Map<Priority, Long> asked = new EnumMap<>(Priority.class);
        private final Map<Priority, Long> refused = new EnumMap<>(Priority.class);
        private long overruns;
        private long looks;
        private long most;
        private double unused;
        private long refusals;

        void add(Priority priority, boolean served, boolean looked, Org org) {
            asked.merge(priority, 1L, Long::sum);
            most = Math.max(most, org.used);
            if (served) {
                if (org.used > LIMIT) {
                    overruns += looked ? 0 : 1;
                    looks += looked ? 1 : 0;
                }
            } else {
                refused.merge(priority, 1L, Long::sum);
                if (priority != Priority.LOW) {
                    refusals++;
                    long floor = ApiFloors.OF_A_FLEET.of(priority, LIMIT);
                    unused += Math.max(0, LIMIT - org.used - floor) / (double) LIMIT;
                }
            }
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.2f %% | %.3f %% | %.2f %% | %.2f %% | %.2f %% |",
                    name,
                    overruns,
                    looks,
                    100.0 * most / LIMIT,
                    share(Priority.HIGH),
                    share(Priority.NORMAL),
                    share(Priority.LOW),
                    refusals == 0 ? 0 : 100 * unused / refusals);
        }

        private double share(Priority priority) {
            return 100.0 * refused.getOrDefault(priority, 0L) / asked.getOrDefault(priority, 1L);
        }
    }

    /** Leases from the ledger: what Weir does. */
    private final class Leasing implements Replica {
        private final ApiLedger ledger;
        private final String place;
        private int lives;
        private boolean low;
        private int nextRenewal;
        private CallLease lease;
        private ApiBudget budget;
        private ShareApiBudget share;
        private ApiUsage latest;
        private boolean looked;

        Leasing(ApiLedger ledger, int number) {
            this.ledger = ledger;
            this.place = "weir-" + number;
            kill();
        }

        @Override
        public void kill() {
            lease = new CallLease(() -> low = true);
            budget = new ApiBudget(ApiFloors.OF_A_FLEET, lease, FleetSimulation.this::now, ApiBudget.Changes.IGNORED);
            share = new ShareApiBudget(
                    ledger,
                    place + "-" + lives++,
                    ShareApiBudget.Sharing.FLEET,
                    budget,
                    lease,
                    new LeasePolicy(ApiFloors.OF_A_FLEET, random.split()),
                    FleetSimulation.this::now);
            latest = new ApiUsage(0, LIMIT);
            nextRenewal = second + 1 + random.nextInt(5);
        }

        @Override
        public boolean ask(Priority priority, Org org) {
            looked = lease.left() == 0
                    && share.known(ApiAccount::remaining).orElse(LIMIT) < ApiFloors.OF_A_FLEET.of(priority, LIMIT);
            var admission = budget.admit(latest, priority);
            return budget.spend(
                    admission,
                    () -> {
                        budget.sent();
                        org.call(second, 1);
                        latest = org.reported();
                        share.observe(latest);
                        return true;
                    },
                    _ -> false);
        }

        @Override
        public boolean looked() {
            return looked;
        }

        @Override
        public void tick() {
            if (low || second >= nextRenewal) {
                low = false;
                share.renew();
                nextRenewal = second + Math.max(1, (int) share.pause().toSeconds());
            }
        }
    }

    /** Has a fixed share of the allocation, less what strangers use on most days. */
    private final class Static implements Replica {
        private final TreeMap<Instant, Long> day = new TreeMap<>();
        private static final long SHARE = (LIMIT - (long) STRANGERS) / WEIRS;

        @Override
        public boolean ask(Priority priority, Org org) {
            day.headMap(TenMinuteUse.slot(now().minus(TenMinuteUse.DAY))).clear();
            long used = day.values().stream().mapToLong(Long::longValue).sum();
            if (SHARE - used <= ApiFloors.OF_A_FLEET.of(priority, SHARE)) {
                return false;
            }
            day.merge(TenMinuteUse.slot(now()), 1L, Long::sum);
            org.call(second, 1);
            return true;
        }

        @Override
        public void kill() {
            day.clear();
        }
    }

    /** Goes by what Salesforce reports in the answers that it gets. */
    private final class Alone implements Replica {
        private ApiBudget budget = budget();
        private boolean looked;
        private ApiUsage latest = new ApiUsage(0, LIMIT);

        private ApiBudget budget() {
            return new ApiBudget(
                    ApiFloors.OF_A_FLEET, new CallLease(), FleetSimulation.this::now, ApiBudget.Changes.IGNORED);
        }

        @Override
        public boolean ask(Priority priority, Org org) {
            var admission = budget.admit(latest, priority);
            looked = admission instanceof Admission.Granted(var probe, var _) && probe != 0;
            return budget.spend(
                    admission,
                    () -> {
                        org.call(second, 1);
                        budget.answered(now());
                        latest = org.reported();
                        return true;
                    },
                    (Admission.Denied _) -> false);
        }

        @Override
        public boolean looked() {
            return looked;
        }

        @Override
        public void kill() {
            budget = budget();
            latest = new ApiUsage(0, LIMIT);
        }
    }

    /** The ledger in memory, whose database is down for ten minutes a day. */
    private final class Failing implements ApiLedger {
        private final ApiLedger ledger = new InMemoryApiLedger(FleetSimulation.this::now);

        private ApiLedger up() {
            int ofDay = second % DAY;
            if (ofDay >= DAY / 2 && ofDay < DAY / 2 + 600) {
                throw new SharedStoreUnavailable("the database is down");
            }
            return ledger;
        }

        @Override
        public Optional<ApiAccount> report(Report report) {
            return up().report(report);
        }

        @Override
        public boolean lease(String weir, long calls, long floor) {
            return up().lease(weir, calls, floor);
        }

        @Override
        public boolean probe(Duration pause) {
            return up().probe(pause);
        }

        @Override
        public void leave(Report report) {
            up().leave(report);
        }

        @Override
        public Map<String, TenMinuteUse> day() {
            return up().day();
        }
    }

    private Tally run(List<Replica> weirs) {
        var tally = new Tally();
        var org = new Org();
        double[] weights = weights();
        var spikes = spikes();
        for (second = 0; second < DAYS * DAY; second++) {
            org.second(second, random);
            org.call(second, poisson(STRANGERS / DAY));
            for (var spike : spikes) {
                if (second >= spike.from() && second < spike.to()) {
                    org.call(second, poisson(spike.calls() / (double) (spike.to() - spike.from())));
                }
            }
            for (var demand : DEMAND.entrySet()) {
                long asked = poisson(demand.getValue() / DAY * timeOfDay());
                for (long i = 0; i < asked; i++) {
                    var weir = weirs.get(chosen(weights));
                    boolean served = weir.ask(demand.getKey(), org);
                    tally.add(demand.getKey(), served, weir.looked(), org);
                }
            }
            if (second % 3_600 == 1_800) {
                weirs.get(random.nextInt(WEIRS)).kill();
            }
            weirs.forEach(Replica::tick);
        }
        return tally;
    }

    /** Few calls by night, most in the afternoon; 1 on average. */
    private double timeOfDay() {
        return 1 - 0.9 * Math.cos(2 * Math.PI * (second % DAY) / DAY);
    }

    /** Some Weirs get many times the calls of others. */
    private static double[] weights() {
        double[] cumulative = new double[WEIRS];
        double sum = 0;
        for (int i = 0; i < WEIRS; i++) {
            sum += 1 / (1 + i / 20.0);
            cumulative[i] = sum;
        }
        return cumulative;
    }

    private int chosen(double[] cumulative) {
        double at = random.nextDouble() * cumulative[WEIRS - 1];
        int low = 0;
        int high = WEIRS - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (cumulative[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private record Spike(int from, int to, long calls) {}

    /** Of other integrations: half a hundredth to two hundredths of the allocation in five to fifteen minutes. */
    private List<Spike> spikes() {
        var spikes = new ArrayList<Spike>();
        for (int i = 0; i < DAYS * SPIKES_A_DAY; i++) {
            int from = random.nextInt(DAYS * DAY);
            spikes.add(
                    new Spike(from, from + 300 + random.nextInt(600), LIMIT / 200 + random.nextLong(3 * LIMIT / 200)));
        }
        return spikes;
    }

    private long poisson(double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        long count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    public static void main(String... arguments) {
        QUIET.setLevel(Level.OFF);
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : new SplittableRandom().nextLong();
        System.out.printf(
                Locale.ROOT,
                "seed %d: %d Weirs, %d days, %d requests a day, one killed each hour, the database down 10 min a day%n",
                seed,
                WEIRS,
                DAYS,
                LIMIT);
        System.out.println("| way | overruns | looks beyond | most used | high refused | normal refused | low refused"
                + " | left unused |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        print("leases from one ledger", seed, simulation -> {
            var ledger = simulation.new Failing();
            return i -> simulation.new Leasing(ledger, i);
        });
        print("static shares", seed, simulation -> _ -> simulation.new Static());
        print("each by the reported number", seed, simulation -> _ -> simulation.new Alone());
    }

    private interface Ways {
        java.util.function.IntFunction<Replica> of(FleetSimulation simulation);
    }

    private static void print(String name, long seed, Ways ways) {
        var simulation = new FleetSimulation(seed);
        var way = ways.of(simulation);
        var weirs = new ArrayList<Replica>();
        for (int i = 0; i < WEIRS; i++) {
            weirs.add(way.apply(i));
        }
        System.out.println(simulation.run(weirs).line(name));
    }
}
