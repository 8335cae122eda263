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
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How many API requests lookups cost with SF_COMPOSITE off, busy and always, and how long callers wait, beside clients
 * that send one request for each lookup. docs/benchmark.md says how to run it and how to read what it prints.
 */
final class SharedCalls {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final List<String> MODES = List.of("off", "busy", "always");

    private static final Load CALLERS_200 = Load.spread("1,000 lookups in 5 s, 200 callers", 200);
    private static final Load CALLERS_1000 = Load.spread("1,000 lookups in 5 s, 1,000 callers", 1_000);
    private static final Load BURST = new Load("200 lookups at once", times(200, Duration.ZERO), 200);
    private static final Load SQUEEZED = Load.spread("1,000 callers, 5 permits for a load of 20", 1_000);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SlowSalesforce salesforce;
    private final Map<Load, Map<String, Turn>> turns = new HashMap<>();
    private final AtomicInteger round = new AtomicInteger();

    /** When lookups are sent, and how many callers they are of. */
    private record Load(String name, List<Duration> at, int callers) {
        static Load spread(String name, int callers) {
            return new Load(name, times(1_000, TIME), callers);
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
    private record Turn(int calls, double p50, double p95, double p99, int failed) {}

    private SharedCalls(SlowSalesforce salesforce) {
        this.salesforce = salesforce;
    }

    /** Ends with 1 if a lookup failed or a goal is missed. */
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
        try (var salesforce = new SlowSalesforce()) {
            good = new SharedCalls(salesforce).run(actions);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(Path actions) throws InterruptedException {
        try (var weir = weir(actions, "always", 128)) {
            // not measured: the first Weir of a process pays for the compilation of all
            run(CALLERS_1000, lookups(weir));
            run(BURST, lookups(weir));
        }
        for (var load : List.of(CALLERS_200, CALLERS_1000, BURST)) {
            measure(
                    load,
                    "peers",
                    caller -> HttpRequest.newBuilder(
                            salesforce.query("SELECT+Id+FROM+Contact+WHERE+Phone=%%27%s%%27".formatted(caller))));
        }
        for (var mode : MODES) {
            try (var weir = weir(actions, mode, 128)) {
                measure(CALLERS_200, mode, lookups(weir));
                measure(CALLERS_1000, mode, lookups(weir));
                measure(BURST, mode, lookups(weir));
            }
            try (var weir = weir(actions, mode, 5)) {
                measure(SQUEEZED, mode, lookups(weir));
            }
        }
        report();
        return goals();
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
        run(new Load("warm-up", times(200, TIME), 200), lookups(weir));
        return weir;
    }

    /** The lookup of each caller, who has another number in each round. */
    private IntFunction<HttpRequest.Builder> lookups(ReadyWeir weir) {
        int prefix = 200 + round.incrementAndGet();
        URI uri = weir.data("/cxone/data-action/who-calls");
        return caller -> HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofString("{\"phone\":\"+1%d555%04d\"}".formatted(prefix, caller)));
    }

    private void measure(Load load, String client, IntFunction<HttpRequest.Builder> lookups)
            throws InterruptedException {
        turns.computeIfAbsent(load, _ -> new HashMap<>()).put(client, run(load, lookups));
    }

    private Turn run(Load load, IntFunction<HttpRequest.Builder> lookups) throws InterruptedException {
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

    private static double share(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
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
        System.out.printf("%-44s %-8s %6s %9s %9s %9s %7s%n", "", "", "calls", "p50 ms", "p95 ms", "p99 ms", "failed");
        for (var load : List.of(CALLERS_200, CALLERS_1000, BURST, SQUEEZED)) {
            for (var client : List.of("peers", "off", "busy", "always")) {
                var turn = turns.getOrDefault(load, Map.of()).get(client);
                if (turn != null) {
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
        var off = turn(CALLERS_1000, "off");
        var busy = turn(CALLERS_1000, "busy");
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
                "busy with room: p50 and p95 within 10 % of off",
                busy.p50() <= off.p50() * 1.1 && busy.p95() <= off.p95() * 1.1);
        good &= goal(
                "busy with few permits: fewer calls and a lower p95 than off",
                squeezedBusy.calls() < squeezedOff.calls() && squeezedBusy.p95() < squeezedOff.p95());
        return good
                & goal(
                        "no lookup failed",
                        turns.values().stream()
                                .flatMap(byClient -> byClient.values().stream())
                                .allMatch(turn -> turn.failed() == 0));
    }

    private Turn turn(Load load, String client) {
        return turns.getOrDefault(load, Map.of()).getOrDefault(client, new Turn(0, 0, 0, 0, 0));
    }

    private static boolean goal(String goal, boolean reached) {
        System.out.println((reached ? "reached  " : "MISSED   ") + goal);
        return reached;
    }
}
