package io.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads a stand-in Salesforce, an empty Helidon pass-through before it, a Helidon server with a constant answer, and
 * Weir before the stand-in, with and without its answer cache, in turn, several times in one run. docs/benchmark.md says how to run it and how to read what it prints.
 */
final class Bench {
    private static final List<Integer> CALLERS = List.of(1, 32);
    private static final long REQUESTS_BEFORE_RSS = 200_000;
    private static final Duration LONGEST_SOAK = Duration.ofSeconds(60);
    private static final Duration SOAK_STEP = Duration.ofSeconds(5);

    private final Settings settings;
    private final Report report = new Report(System.out);

    private Bench(Settings settings) {
        this.settings = settings;
    }

    /** Ends with 1 when a request failed or Weir logged in more than once, and with 2 when there was nothing to run. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var settings = Settings.fromSystemProperties();
        for (var weir : settings.weirs().values()) {
            if (!Files.exists(weir.jar())) {
                System.err.println("No Weir at " + weir.jar()
                        + ": build it first, or leave its property empty to measure without it.");
                System.exit(2);
            }
        }
        System.exit(new Bench(settings).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        var actions = Files.createTempDirectory("weir-bench");
        Exchange.declareAction(actions);
        var weirs = new ArrayList<WeirProcess>();
        try (var salesforce = Target.program(StandInSalesforce.class, List.of("-Xmx64m", "-XX:+UseSerialGC"));
                var passThrough = Target.program(
                        EmptyPassThrough.class, settings.jvmOptions(), Integer.toString(salesforce.port()));
                var constant = Target.program(ConstantAnswer.class, settings.jvmOptions())) {
            var contenders = new ArrayList<>(List.of(
                    new Contender(Report.DIRECT, salesforce, Exchange.query(salesforce.port())),
                    new Contender(Report.PASS_THROUGH, passThrough, Exchange.lookup(passThrough.port(), "none")),
                    new Contender(Report.CONSTANT, constant, Exchange.action(constant.port(), "none"))));
            report.settings(settings);
            for (var entry : settings.weirs().entrySet()) {
                var started = entry.getValue();
                var environment = new HashMap<>(Map.of("WEIR_ACTIONS", actions.toString()));
                environment.putAll(started.environment());
                var weir = WeirProcess.start(started.jar(), settings.jvmOptions(), salesforce.port(), environment);
                weirs.add(weir);
                report.started(entry.getKey(), weir.startedIn());
                contenders.add(new Contender(entry.getKey(), weir.target(), weir.lookup()));
                contenders.add(new Contender(Report.cached(entry.getKey()), weir.target(), weir.action()));
            }
            compare(contenders);
            for (var contender : contenders) {
                if (settings.weirs().containsKey(contender.name)) {
                    soak(contender);
                    report.footprint(contender.name, contender.requests(), contender.target.residentMegabytes());
                }
            }
            for (var contender : contenders.subList(1, contenders.size())) {
                allocations(contender);
            }
            report.logins(salesforce.ask("logins"), weirs.size());
            for (var weir : weirs) {
                if (report.succeeded()) {
                    Files.delete(weir.log());
                } else {
                    System.err.println("What Weir printed: " + weir.log());
                }
            }
            return report.succeeded();
        } finally {
            weirs.forEach(WeirProcess::close);
            try (var files = Files.list(actions)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(actions);
        }
    }

    /** Rounds of all contenders, every other one in reverse, so that a drift of the machine favours none. */
    private void compare(List<Contender> contenders) throws IOException {
        for (var contender : contenders) {
            for (int callers : CALLERS.reversed()) {
                report.warmedUp(contender.load(callers, settings.warmUp().dividedBy(CALLERS.size())));
            }
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            for (int callers : CALLERS) {
                for (var contender : round % 2 == 1 ? contenders : contenders.reversed()) {
                    report.add(contender.measure(round, callers, settings.seconds()));
                }
            }
        }
        report.summary(CALLERS);
    }

    /** More of the same until memory has had time to grow. */
    private void soak(Contender weir) throws IOException {
        long end = System.nanoTime() + LONGEST_SOAK.toNanos();
        while (weir.requests() < REQUESTS_BEFORE_RSS && System.nanoTime() < end && report.succeeded()) {
            report.warmedUp(weir.load(CALLERS.getLast(), SOAK_STEP));
        }
    }

    private void allocations(Contender contender) throws IOException {
        long before = contender.target.allocatedBytes();
        var load = contender.load(CALLERS.getLast(), settings.seconds());
        report.warmedUp(load);
        report.allocated(contender.name, (contender.target.allocatedBytes() - before) / Math.max(1, load.answered()));
    }

    /** One target and the request that it gets. */
    private static final class Contender {
        private final String name;
        private final Target target;
        private final Exchange exchange;
        private long requests;

        Contender(String name, Target target, Exchange exchange) {
            this.name = name;
            this.target = target;
            this.exchange = exchange;
        }

        Load load(int callers, Duration time) throws IOException {
            var load = LoadGenerator.load(exchange, callers, time);
            requests += load.answered() + load.failed();
            return load;
        }

        Report.Line measure(int round, int callers, Duration time) throws IOException {
            var before = target.processorTime();
            var load = load(callers, time);
            var spent = target.processorTime().minus(before);
            double microsEach = spent.toNanos() / 1e3 / Math.max(1, load.answered());
            return new Report.Line(round, callers, name, load, microsEach);
        }

        long requests() {
            return requests;
        }
    }
}
