package io.weir.bench;

import io.weir.adapter.out.sandbox.http.SandboxServer;
import io.weir.adapter.out.sandbox.http.SandboxSettings;
import io.weir.adapter.out.sandbox.org.SandboxOrg;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Weir between a hundred callers and a sandbox that fails one request in twenty, and then altogether for half a minute.
 * docs/benchmark.md says how to run it and what it looks for.
 */
final class Soak {
    private static final int CALLERS = 100;
    private static final int WARM_UP_SECONDS = 5;
    private static final int PAGE_SIZE = 50;
    private static final int OUTAGE_SECONDS = 30;
    private static final int RECOVERY_SECONDS = 5;

    /** One request in twenty, besides a tail of slow answers. */
    private static final Map<String, String> FAULTS = Map.ofEntries(
            Map.entry("latency", "p50:2ms/p99:200ms"),
            Map.entry("503", "0.005"),
            Map.entry("unknown-exception", "0.005"),
            Map.entry("concurrent-requests", "0.005"),
            Map.entry("session-expired", "0.004"),
            Map.entry("drop", "0.005"),
            Map.entry("truncate", "0.005"),
            Map.entry("empty-body", "0.005"),
            Map.entry("not-json", "0.005"),
            Map.entry("stall", "0.004"),
            Map.entry("stall-body", "0.002"),
            Map.entry("page:session-expired", "0.002"),
            Map.entry("page:invalid-query-locator", "0.005"));

    private static final Map<String, String> OUTAGE = Map.of("drop", "1");

    private final PrintStream out = System.out;
    private final int seconds = Integer.getInteger("soak.seconds", 600);
    private boolean good = true;
    private final List<Footprint> footprints = new ArrayList<>();

    record Footprint(double heapMegabytes, double threads) {}

    /**
     * Ends with 1 when an answer was wrong, late or unclear, when memory or threads grew, or when the outage was made
     * worse.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(new Soak().run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        var jar = Path.of(System.getProperty("bench.jar", "bootstrap/target/weir.jar"));
        var clock = Clock.systemUTC();
        var org = SandboxOrg.contactCentre(clock);
        var server =
                SandboxServer.start(org, SandboxSettings.onPort(0).withPageSize(PAGE_SIZE), clock, new SecureRandom());
        try (var weir = WeirProcess.start(
                        jar,
                        List.of("-Xmx128m"),
                        server.baseUri(),
                        "sandbox",
                        "sandbox",
                        Map.of("WEIR_MAX_ANSWER_BYTES", "0"));
                var callers = new SoakCallers(
                        CALLERS, weir.target().port(), weir.apiKey(), new SoakQuestions(org, new Random(4)))) {
            Thread.sleep(WARM_UP_SECONDS * 1_000L);
            tell(server, FAULTS);
            callers.warm();
            soak(weir, callers);
            outage(server, callers);
            out.printf("outcomes          %s%n", callers.outcomes());
            callers.late().forEach(late -> out.printf("late              %s, in %s%n", late, weir.log()));
            out.printf(
                    "longest answer    %d ms of 3000; the machine overslept by %d ms%n",
                    callers.longestMillis(), callers.longestHiccupMillis());
            out.printf("requests, logins  %d, %d%n", server.requests(), server.logins());
            judge("answers", callers.faults() == 0);
            return good;
        } finally {
            server.stop();
        }
    }

    private static void tell(SandboxServer server, Map<String, String> faults) {
        var wrong = server.faults().replace(faults);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong));
        }
    }

    private void soak(WeirProcess weir, SoakCallers callers) throws IOException, InterruptedException {
        for (int second = 10; second <= seconds; second += 10) {
            Thread.sleep(10_000);
            var footprint = footprint(weir.adminPort());
            footprints.add(footprint);
            out.printf(
                    "%4d s  answered %7d  faults %d  heap %3.0f MB  threads %3.0f%n",
                    second, callers.answered(), callers.faults(), footprint.heapMegabytes(), footprint.threads());
        }
        int third = Math.max(1, footprints.size() / 3);
        var first = footprints.subList(0, third);
        var last = footprints.subList(footprints.size() - third, footprints.size());
        double heapBefore = least(first);
        double heapAfter = least(last);
        double threadsBefore = most(first);
        double threadsAfter = most(last);
        out.printf("heap, least       %.0f MB at first, %.0f MB at last%n", heapBefore, heapAfter);
        out.printf("threads, most     %.0f at first, %.0f at last%n", threadsBefore, threadsAfter);
        judge("heap", heapAfter < heapBefore * 1.3 + 10);
        judge("threads", threadsAfter <= threadsBefore + 10);
    }

    /** Once the breaker is open Salesforce gets probes only, and once it is back, callers get answers again. */
    private void outage(SandboxServer server, SoakCallers callers) throws InterruptedException {
        tell(server, OUTAGE);
        Thread.sleep(RECOVERY_SECONDS * 1_000L);
        long before = server.requests();
        Thread.sleep((OUTAGE_SECONDS - RECOVERY_SECONDS) * 1_000L);
        long probes = server.requests() - before;
        tell(server, FAULTS);
        long up = System.nanoTime();
        long answered = callers.answered();
        while (callers.answered() < answered + CALLERS && System.nanoTime() - up < 60_000_000_000L) {
            Thread.sleep(20);
        }
        double recovery = (System.nanoTime() - up) / 1e9;
        out.printf("outage            %d requests in the last %d s%n", probes, OUTAGE_SECONDS - RECOVERY_SECONDS);
        out.printf("recovery          %.1f s until %d answers%n", recovery, CALLERS);
        judge("outage", probes <= OUTAGE_SECONDS);
        judge("recovery", recovery <= RECOVERY_SECONDS + 1);
    }

    private static double least(List<Footprint> some) {
        return some.stream().mapToDouble(Footprint::heapMegabytes).min().orElseThrow();
    }

    private static double most(List<Footprint> some) {
        return some.stream().mapToDouble(Footprint::threads).max().orElseThrow();
    }

    private void judge(String what, boolean well) {
        out.printf("%-17s %s%n", what, well ? "ok" : "FAILED");
        good &= well;
    }

    static Footprint footprint(int adminPort) throws IOException, InterruptedException {
        var metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/observe/metrics"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var lines = http.send(metrics, BodyHandlers.ofString()).body();
            return new Footprint(number(lines, "memory_usedHeap_bytes") / 1e6, number(lines, "thread_count"));
        }
    }

    private static double number(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no metric " + name));
    }
}
