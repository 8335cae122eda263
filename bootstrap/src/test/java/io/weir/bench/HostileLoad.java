package io.weir.bench;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.adapter.in.http.caller.PasswordHash;
import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What 20 hostile callers cost one who behaves well: its latency with them divided by that without them, before a
 * sandbox that takes 50 ms. docs/benchmark.md says how to run it and how to read what it prints.
 */
final class HostileLoad {
    private static final int HOSTILE = 20;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 4));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 40));
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double WANTED = 3;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI weir;
    private final String key;
    private final List<String> hostileKeys;
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, AtomicLong> hostileAnswers = new ConcurrentHashMap<>();

    /** What the caller who behaves well met in one turn. */
    private record Turn(double p95Millis, double p99Millis, int lost) {
        static Turn of(List<Long> nanos, int lost) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return new Turn(millis(sorted, 0.95), millis(sorted, 0.99), lost);
        }

        private static double millis(long[] sorted, double share) {
            return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
        }
    }

    private HostileLoad(URI weir, String key, List<String> hostileKeys) {
        this.weir = weir;
        this.key = key;
        this.hostileKeys = hostileKeys;
    }

    /** Ends with 1 when a request of the caller who behaves well was lost, or the median ratio is not below 3. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var random = new SecureRandom();
        var keys = Collections.nCopies(HOSTILE, 0).stream()
                .map(_ -> KeyHash.newKey(random))
                .toList();
        var config = Files.createTempFile("weir-hostile", ".yaml");
        var clock = Clock.systemUTC();
        var org = SandboxServer.start(SandboxOrg.contactCentre(clock), SandboxSettings.onPort(0), clock, random);
        var jar = Path.of(System.getProperty("bench.jar", "bootstrap/target/weir.jar"));
        var options =
                List.of(System.getProperty("bench.jvm", "-Xmx256m").strip().split("\\s+"));
        Files.writeString(config, callers(keys, PasswordHash.of("right", random)));
        org.faults().replace(Map.of("latency", "50ms"));
        boolean good;
        try (var weir = WeirProcess.start(
                jar,
                options,
                org.baseUri(),
                "sandbox",
                "sandbox",
                Map.of("WEIR_CONFIG", config.toString(), "WEIR_MAX_ANSWER_BYTES", "0"))) {
            var address = URI.create("http://127.0.0.1:%d/cxone/data-action/salesforce-query"
                    .formatted(weir.target().port()));
            good = new HostileLoad(address, weir.apiKey(), keys).run(weir);
        } finally {
            org.stop();
            Files.delete(config);
        }
        System.exit(good ? 0 : 1);
    }

    private static String callers(List<String> keys, PasswordHash password) {
        var hostile = IntStream.range(0, keys.size())
                .mapToObj(i -> "    - {name: hostile-%d, ad-hoc: true, keys: [{hash: '%s'}]}"
                        .formatted(i, KeyHash.of(keys.get(i)).text()))
                .collect(Collectors.joining("\n"));
        return "weir:\n  callers:\n%s\n    - {name: user, ad-hoc: true, basic: [{user: user, hash: '%s'}]}\n"
                .formatted(hostile, password.text());
    }

    private boolean run(WeirProcess process) throws IOException, InterruptedException {
        turn(WARM_UP.dividedBy(2), false);
        turn(WARM_UP.dividedBy(2), true);
        var ratios = new ArrayList<Double>();
        int lost = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            var without = turn(TURN, false);
            var with = turn(TURN, true);
            ratios.add(with.p95Millis() / without.p95Millis());
            lost += without.lost() + with.lost();
            System.out.printf(
                    "round %d  p95 %.1f ms alone, %.1f with %d hostile: %.2f  p99 %.1f, %.1f  lost %d, %d  heap %.0f"
                            + " MB%n",
                    round,
                    without.p95Millis(),
                    with.p95Millis(),
                    HOSTILE,
                    ratios.getLast(),
                    without.p99Millis(),
                    with.p99Millis(),
                    without.lost(),
                    with.lost(),
                    Soak.footprint(process.adminPort()).heapMegabytes());
        }
        double median = ratios.stream().sorted().toList().get(ratios.size() / 2);
        System.out.printf("median  %.2f (wanted: under %.0f), lost %d%n", median, WANTED, lost);
        System.out.printf("what the hostile ones got, by status: %s%n", hostileAnswers);
        return median < WANTED && lost == 0;
    }

    /** One turn of the caller who behaves well, alone or not. */
    private Turn turn(Duration time, boolean hostile) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        var nanos = new ArrayList<Long>();
        int lost = 0;
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; hostile && i < HOSTILE; i++) {
                int caller = i;
                others.execute(() -> attack(caller, end));
            }
            while (System.nanoTime() < end) {
                long begin = System.nanoTime();
                int status = status(well(), "X-API-Key", key);
                if (status == 200) {
                    nanos.add(System.nanoTime() - begin);
                } else {
                    lost++;
                }
            }
        }
        return Turn.of(nanos, lost);
    }

    private void attack(int caller, long end) {
        while (System.nanoTime() < end) {
            long number = sent.incrementAndGet();
            int status = switch (caller % 5) {
                case 0 -> status(asking("Contact", manyPatterns(number)), "X-API-Key", hostileKeys.get(caller));
                case 1 -> status(asking("Contact", manySchemas(number)), "X-API-Key", hostileKeys.get(caller));
                case 2 -> status(asking("Contact", slowPattern()), "X-API-Key", hostileKeys.get(caller));
                case 3 ->
                    status(asking("Invented%d__c".formatted(number), "true"), "X-API-Key", hostileKeys.get(caller));
                default -> status(asking("Contact", "true"), "Authorization", basic("guess-" + number));
            };
            hostileAnswers
                    .computeIfAbsent(caller % 5 + ":" + status, _ -> new AtomicLong())
                    .incrementAndGet();
        }
    }

    /** The status; 0 where there was no answer. */
    private int status(String body, String header, String value) {
        var request = HttpRequest.newBuilder(weir)
                .header(header, value)
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException lost) {
            return 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private String well() {
        return """
            {"object_name":"Contact","fields":["Id","Name"],"filters":{"Name":{"op":"=","val":"n%d"}},\
            "expected_schema":{"type":"object","required":["records"]}}\
            """.formatted(sent.incrementAndGet());
    }

    private static String asking(String object, String schema) {
        return """
            {"object_name":"%s","fields":["Id","Name"],"filters":{"Name":{"op":"!=","val":"x"}},"limit":200,\
            "expected_schema":%s}\
            """.formatted(object, schema);
    }

    /** Nearly all that the patterns of one schema may have. */
    private static String manyPatterns(long number) {
        return IntStream.range(0, 130)
                .mapToObj(i -> "{\"pattern\":\"^[a-z]{1,%d}$\"}".formatted(70 + i % 3))
                .collect(Collectors.joining(
                        ",",
                        "{\"title\":\"%d\",\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":{\"anyOf\":["
                                .formatted(number),
                        "]}}}}}}"));
    }

    /** Nearly as many schemas as one document may have. */
    private static String manySchemas(long number) {
        return IntStream.range(0, 2_000)
                .mapToObj(i -> "\"p%d\":{\"type\":\"string\"}".formatted(i))
                .collect(Collectors.joining(",", "{\"title\":\"%d\",\"properties\":{".formatted(number), "}}"));
    }

    /** Known after the first time, and much work with each answer. */
    private static String slowPattern() {
        return "{\"properties\":{\"records\":{\"items\":{\"properties\":{\"Name\":{\"pattern\":\"(.*a){200}\"}}}}}}";
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("user:" + password).getBytes(StandardCharsets.UTF_8));
    }
}
