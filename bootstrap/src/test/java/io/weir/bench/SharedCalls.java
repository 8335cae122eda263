package io.weir.bench;

import io.weir.bootstrap.ReadyWeir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How many API requests lookups cost with SF_COMPOSITE off, busy and always, and how long callers wait, beside clients
 * that send one request for each lookup. docs/benchmark.md says how to run it and how to read what it prints.
 */
final class SharedCalls {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final List<String> MODES = List.of("off", "busy", "always");

    private static final Arrivals CALLERS_200 = Arrivals.spread("1,000 lookups in 5 s, 200 callers", 200);
    private static final Arrivals CALLERS_1000 = Arrivals.spread("1,000 lookups in 5 s, 1,000 callers", 1_000);
    private static final Arrivals BURST = new Arrivals("200 lookups at once", times(200, Duration.ZERO), 200);
    private static final Arrivals SQUEEZED = Arrivals.spread("1,000 callers, 5 permits for a load of 20", 1_000);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SlowSalesforce salesforce;
    private final Map<Arrivals, Map<String, List<Turn>>> turns = new HashMap<>();
    private final AtomicInteger round = new AtomicInteger();

    /** When lookups are sent, and how many callers they are of. */
    private record Arrivals(String name, List<Duration> at, int callers) {
        static Arrivals spread(String name, int callers) {
            return new Arrivals(name, times(1_000, TIME), callers);
        }

        /** Each caller once, then callers at random; in random order. */
        List<Integer> order() {
            var random = new Random(7);
            var order = new ArrayList<>(IntStream.range(0, callers).boxed().toList());
            while (order.size() < at.size()) {
                order.add(random.nextInt(callers));
            }
            Collections.shuffle(order, random);
            return order;
        }
    }

    /** What a load met. */
    private record Turn(int calls, double p50, double p95, double p99, int failed) {
        /** The median of each figure, and all failures. */
        static Turn median(List<Turn> turns) {
            return new Turn(
                    (int) median(turns, Turn::calls),
                    median(turns, Turn::p50),
                    median(turns, Turn::p95),
                    median(turns, Turn::p99),
                    turns.stream().mapToInt(Turn::failed).sum());
        }

        private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
            return share(turns.stream().mapToDouble(figure).sorted().toArray(), 0.5);
        }
    }

    private SharedCalls(SlowSalesforce salesforce) {
        this.salesforce = salesforce;
    }

    /** Ends with 1 if Weir lost a lookup or a goal is missed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var actions = Files.createTempDirectory("weir-actions");
        Files.writeString(actions.resolve("who-calls.yaml"), """
            name: who-calls
            version: 1
            description: Which contact has this number?
            time_limit: 60s
            inputs:
              phone: {type: phone, region: US, required: true}
            query:
              object_name: Contact
              fields: [Id, Name]
              where: {field: Phone, op: IN, val: "{phone}"}
            outputs:
              contactName: Name
            """);
        boolean good;
        try (var salesforce = new SlowSalesforce(2)) {
            good = new SharedCalls(salesforce).run(actions);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(Path actions) throws InterruptedException {
        try (var off = weir(actions, "off", 128);
                var busy = weir(actions, "busy", 128);
                var always = weir(actions, "always", 128)) {
            var weirs = Map.of("off", off, "busy", busy, "always", always);
            for (var weir : weirs.values()) {
                // not measured: the first ones pay for the compilation
                run(CALLERS_1000, lookups(weir));
            }
            for (int i = 0; i < ROUNDS; i++) {
                for (var load : List.of(CALLERS_200, CALLERS_1000, BURST)) {
                    measure(load, "peers", this::peer);
                    // every other round in reverse, so that a drift of the machine favours none
                    for (var mode : i % 2 == 0 ? MODES : MODES.reversed()) {
                        measure(load, mode, lookups(Objects.requireNonNull(weirs.get(mode))));
                    }
                }
            }
        }
        for (var mode : MODES) {
            try (var weir = weir(actions, mode, 5)) {
                measure(SQUEEZED, mode, lookups(weir));
            }
        }
        report();
        return goals();
    }

    private HttpRequest.Builder peer(int caller) {
        return HttpRequest.newBuilder(
                salesforce.query("SELECT+Id+FROM+Contact+WHERE+Phone=%%27%d%%27".formatted(caller)));
    }

    /** A Weir that has answered enough lookups to know how long they take. */
    private ReadyWeir weir(Path actions, String mode, int permits) throws InterruptedException {
        var weir = ReadyWeir.start(Map.of(
                "SF_LOGIN_URL", salesforce.uri().toString(),
                "SF_CLIENT_ID", "id",
                "SF_CLIENT_SECRET", "secret",
                "WEIR_AUTH", "none",
                "WEIR_WARM_UP_TIME", "1s",
                "WEIR_ACTIONS", actions.toString(),
                "WEIR_TIME_LIMIT", "60s",
                "SF_MAX_CALLS", Integer.toString(permits),
                "SF_MAX_QUEUED_CALLS", "2000",
                "SF_COMPOSITE", mode));
        run(new Arrivals("warm-up", times(200, TIME), 200), lookups(weir));
        return weir;
    }

    /** The lookup of each caller, who has another number in each round. */
    private IntFunction<HttpRequest.Builder> lookups(ReadyWeir weir) {
        int first = 2_000_000 + 10_000 * round.incrementAndGet();
        URI uri = weir.data("/cxone/data-action/who-calls");
        return caller -> HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofString("{\"phone\":\"+1415%d\"}".formatted(first + caller)));
    }

    private void measure(Arrivals load, String client, IntFunction<HttpRequest.Builder> lookups)
            throws InterruptedException {
        turns.computeIfAbsent(load, _ -> new HashMap<>())
                .computeIfAbsent(client, _ -> new ArrayList<>())
                .add(run(load, lookups));
    }

    private Turn run(Arrivals load, IntFunction<HttpRequest.Builder> lookups) throws InterruptedException {
        salesforce.takeCalls();
        var millis = new ConcurrentLinkedQueue<Double>();
        var failed = new AtomicInteger();
        var callers = load.order();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < load.at().size(); i++) {
                var request = lookups.apply(callers.get(i)).build();
                long due = begin + load.at().get(i).toNanos();
                threads.execute(() -> {
                    if (answered(request, due)) {
                        millis.add((System.nanoTime() - due) / 1e6);
                    } else {
                        failed.incrementAndGet();
                    }
                });
            }
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Turn(
                salesforce.takeCalls(), share(sorted, 0.5), share(sorted, 0.95), share(sorted, 0.99), failed.get());
    }

    private boolean answered(HttpRequest request, long due) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("Ada Byron");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The value below which {@code share} of the values are. */
    static double share(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    /** Random times within {@code time}, the same in each run. */
    private static List<Duration> times(int number, Duration time) {
        var random = new Random(number);
        return IntStream.range(0, number)
                .mapToObj(_ -> Duration.ofNanos((long) (random.nextDouble() * time.toNanos())))
                .sorted()
                .toList();
    }

    private void report() {
        System.out.printf(
                "%-44s %-8s %6s %9s %9s %9s %7s%n",
                "median", "client", "calls", "p50 ms", "p95 ms", "p99 ms", "failed");
        for (var load : List.of(CALLERS_200, CALLERS_1000, BURST, SQUEEZED)) {
            for (var client : List.of("peers", "off", "busy", "always")) {
                var turn = turn(load, client);
                if (turn.calls() > 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "%-44s %-8s %6d %9.1f %9.1f %9.1f %7d%n",
                            load.name(),
                            client,
                            turn.calls(),
                            turn.p50(),
                            turn.p95(),
                            turn.p99(),
                            turn.failed());
                }
            }
        }
    }

    private boolean goals() {
        var squeezedOff = turn(SQUEEZED, "off");
        var squeezedBusy = turn(SQUEEZED, "busy");
        boolean good = goal(
                "always, 200 callers: at most 125 calls",
                turn(CALLERS_200, "always").calls() <= 125);
        good &= goal(
                "always, 1,000 callers: at most 380 calls",
                turn(CALLERS_1000, "always").calls() <= 380);
        good &= goal(
                "always, burst of 200: at most 60 calls", turn(BURST, "always").calls() <= 60);
        good &= goal(
                "busy with room: p50 and p95 within 10 %% of off (median of the rounds: %.2f, %.2f)"
                        .formatted(ratio(Turn::p50), ratio(Turn::p95)),
                ratio(Turn::p50) <= 1.1 && ratio(Turn::p95) <= 1.1);
        good &= goal(
                "busy with few permits: fewer calls and a lower p95 than off",
                squeezedBusy.calls() < squeezedOff.calls() && squeezedBusy.p95() < squeezedOff.p95());
        good &= goal(
                "Weir lost no lookup",
                turns.keySet().stream()
                        .flatMap(load -> MODES.stream().map(mode -> turn(load, mode)))
                        .allMatch(turn -> turn.failed() == 0));
        return good;
    }

    /** A figure of busy by that of off in the same round, while there is room. */
    private double ratio(ToDoubleFunction<Turn> figure) {
        var byClient = turns.getOrDefault(CALLERS_1000, Map.of());
        var off = byClient.getOrDefault("off", List.of());
        var busy = byClient.getOrDefault("busy", List.of());
        double[] ratios = IntStream.range(0, off.size())
                .mapToDouble(i -> figure.applyAsDouble(busy.get(i)) / figure.applyAsDouble(off.get(i)))
                .sorted()
                .toArray();
        return share(ratios, 0.5);
    }

    private Turn turn(Arrivals load, String client) {
        return Turn.median(turns.getOrDefault(load, Map.of()).getOrDefault(client, List.of()));
    }

    private static boolean goal(String goal, boolean reached) {
        System.out.println((reached ? "reached  " : "MISSED   ") + goal);
        return reached;
    }
}
