package io.weir.bench;

import io.weir.bootstrap.ReadyWeir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What "contact, else lead, else account" costs with SF_COMPOSITE off, busy and always, by how many callers are
 * unknown. docs/benchmark.md says how to run it and how to read what it prints.
 */
final class StepsInOneCall {
    private static final int LOOKUPS = 400;
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final List<Integer> SLOW_PERCENT = List.of(0, 2);
    private static final List<Integer> UNKNOWN_PERCENT = List.of(10, 50, 90);
    private static final List<String> MODES = List.of("off", "busy", "always");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path actions;

    /** What the lookups of one load met. */
    private record Result(int slow, int unknown, String mode, int calls, int queries, List<Double> millis) {
        String line() {
            double[] sorted =
                    millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return String.format(
                    Locale.ROOT,
                    "%4d %% %7d %% %-8s %6.2f %8.2f %8.0f %8.0f %8.0f %7d",
                    slow,
                    unknown,
                    mode,
                    (double) calls / LOOKUPS,
                    (double) queries / LOOKUPS,
                    Arrays.stream(sorted).average().orElse(0),
                    SharedCalls.share(sorted, 0.5),
                    SharedCalls.share(sorted, 0.95),
                    failed());
        }

        int failed() {
            return LOOKUPS - millis.size();
        }
    }

    private StepsInOneCall(Path actions) {
        this.actions = actions;
    }

    /** Ends with 1 if Weir lost a lookup. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        var actions = Files.createTempDirectory("weir-actions");
        Files.writeString(actions.resolve("who-calls.yaml"), """
            name: who-calls
            version: 1
            description: Is the caller a contact, else a lead, else an account?
            time_limit: 60s
            inputs:
              phone: {type: phone, region: US, required: true}
            steps:
              contact: {query: {object_name: Contact, fields: [Id, Name], where: {field: Phone, op: IN, val: "{phone}"}}}
              lead: {query: {object_name: Lead, fields: [Id, Name], where: {field: Phone, op: IN, val: "{phone}"}}}
              account: {query: {object_name: Account, fields: [Id, Name], where: {field: Phone, op: IN, val: "{phone}"}}}
            first_of: [contact, lead, account]
            outputs:
              name: {first: [contact.Name, lead.Name, account.Name]}
            """);
        var results = new StepsInOneCall(actions).results();
        System.out.printf(
                "%6s %9s %-8s %6s %8s %8s %8s %8s %7s%n",
                "slow", "unknown", "mode", "calls", "queries", "mean ms", "p50 ms", "p95 ms", "failed");
        results.forEach(result -> System.out.println(result.line()));
        System.exit(results.stream().allMatch(result -> result.failed() == 0) ? 0 : 1);
    }

    /** The modes run side by side: each has a Salesforce, and they mostly wait. */
    private List<Result> results() throws InterruptedException, ExecutionException {
        var results = new ArrayList<Result>();
        for (int slow : SLOW_PERCENT) {
            for (int unknown : UNKNOWN_PERCENT) {
                results.addAll(results(slow, unknown));
            }
        }
        return results;
    }

    private List<Result> results(int slow, int unknown) throws InterruptedException, ExecutionException {
        var results = new ArrayList<Result>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ofModes = new ArrayList<Future<Result>>();
            for (var mode : MODES) {
                ofModes.add(threads.submit(() -> result(slow, unknown, mode)));
            }
            for (var result : ofModes) {
                results.add(result.get());
            }
        }
        return results;
    }

    private Result result(int slow, int unknown, String mode) throws IOException, InterruptedException {
        try (var salesforce = new SlowSalesforce(slow);
                var weir = ReadyWeir.start(Map.of(
                        "SF_LOGIN_URL", salesforce.uri().toString(),
                        "SF_CLIENT_ID", "id",
                        "SF_CLIENT_SECRET", "secret",
                        "WEIR_AUTH", "none",
                        "WEIR_WARM_UP_TIME", "5s",
                        "WEIR_ACTIONS", actions.toString(),
                        "WEIR_TIME_LIMIT", "60s",
                        "SF_COMPOSITE", mode))) {
            // not measured: Weir learns how long the queries take, and which are needed
            lookups(weir, unknown, 2_000_000);
            salesforce.takeCalls();
            salesforce.takeQueries();
            var millis = lookups(weir, unknown, 3_000_000);
            return new Result(
                    slow, unknown, mode, salesforce.takeCalls(), salesforce.takeQueries(), List.copyOf(millis));
        }
    }

    /** How long each lookup took that was answered as it should be. */
    private ConcurrentLinkedQueue<Double> lookups(ReadyWeir weir, int unknown, int first) throws InterruptedException {
        var millis = new ConcurrentLinkedQueue<Double>();
        var random = new Random(unknown);
        var uri = weir.data("/cxone/data-action/who-calls");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LOOKUPS; i++) {
                boolean isKnown = random.nextInt(100) >= unknown;
                String number = (isKnown ? "+1415" : SlowSalesforce.UNKNOWN) + (first + i);
                var request = HttpRequest.newBuilder(uri)
                        .POST(BodyPublishers.ofString("{\"phone\":\"%s\"}".formatted(number)))
                        .build();
                threads.execute(() -> {
                    long begin = System.nanoTime();
                    if (answer(request).contains(isKnown ? "Ada Byron" : "not_found")) {
                        millis.add((System.nanoTime() - begin) / 1e6);
                    }
                });
                Thread.sleep(BETWEEN);
            }
        }
        return millis;
    }

    private String answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
