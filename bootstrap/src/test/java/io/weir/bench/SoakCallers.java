package io.weir.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Callers who ask one question after the other, with a pause between, and look closely at every answer. */
final class SoakCallers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Weir gives up 150 ms before its caller does; a tenth of a second more is late. */
    private static final Duration LATE = PATIENCE.minusMillis(150).plusMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI weir;
    private final String apiKey;
    private final Map<String, AtomicLong> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong longestMillis = new AtomicLong();
    private final AtomicLong longestHiccupMillis = new AtomicLong();
    private volatile boolean stopped;

    SoakCallers(int callers, int port, String apiKey) {
        this.weir = URI.create("http://127.0.0.1:" + port + "/cxone/data-action/salesforce-query");
        this.apiKey = apiKey;
        Thread.ofPlatform().daemon().start(this::watchTheMachine);
        for (int i = 0; i < callers; i++) {
            Thread.ofVirtual().start(this::askOn);
        }
    }

    /** How often each outcome was seen: {@code answered}, a code of Weir's errors, or what must not be, in capitals. */
    Map<String, AtomicLong> outcomes() {
        return new TreeMap<>(outcomes);
    }

    long answered() {
        return outcomes.getOrDefault("answered", new AtomicLong()).get();
    }

    long longestMillis() {
        return longestMillis.get();
    }

    /** By how much this machine overslept at worst: answers cannot be expected to come earlier. */
    long longestHiccupMillis() {
        return longestHiccupMillis.get();
    }

    /** Answers that must not be: wrong, late or no clear error. */
    long faults() {
        return outcomes.entrySet().stream()
                .filter(outcome -> Character.isUpperCase(outcome.getKey().charAt(0)))
                .mapToLong(outcome -> outcome.getValue().get())
                .sum();
    }

    @Override
    public void close() {
        stopped = true;
        http.close();
    }

    private void watchTheMachine() {
        try {
            while (!stopped) {
                long begin = System.nanoTime();
                Thread.sleep(10);
                long overslept = (System.nanoTime() - begin) / 1_000_000 - 10;
                longestHiccupMillis.accumulateAndGet(overslept, Math::max);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOn() {
        var random = ThreadLocalRandom.current();
        try {
            while (!stopped) {
                count(ask(random.nextLong(1, 1_000_000_000)));
                Thread.sleep(random.nextLong(50, 150));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String ask(long key) throws InterruptedException {
        var request = HttpRequest.newBuilder(weir)
                .header("X-API-Key", apiKey)
                .header("X-Timeout-Ms", Long.toString(PATIENCE.toMillis()))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"object_name\":\"Contact\",\"fields\":[\"Name\"],\"filters\":{\"Name\":{\"op\":\"=\",\"val\":\"k%d\"}}}"
                                .formatted(key)))
                .build();
        long begin = System.nanoTime();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            long millis = (System.nanoTime() - begin) / 1_000_000;
            longestMillis.accumulateAndGet(millis, Math::max);
            return millis > LATE.toMillis() + longestHiccupMillis() ? "LATE" : outcome(answer, key);
        } catch (IOException broken) {
            return "NO ANSWER";
        }
    }

    private static String outcome(HttpResponse<String> answer, long key) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            var json = reader.readObject();
            if (answer.statusCode() == 200) {
                return isRight(json, key) ? "answered" : "WRONG ROWS";
            }
            return json.getString("ok").equals("false") ? json.getString("code") : "UNCLEAR ERROR";
        } catch (RuntimeException unreadable) {
            return "UNREADABLE ANSWER";
        }
    }

    private static boolean isRight(JsonObject answer, long key) {
        var records = answer.getJsonArray("records");
        if (records.size() != FaultyOrg.rows(key) || answer.getInt("total_size") != records.size()) {
            return false;
        }
        for (int i = 0; i < records.size(); i++) {
            if (!records.getJsonObject(i).getString("Name").equals(FaultyOrg.name(key, i))) {
                return false;
            }
        }
        return true;
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, _ -> new AtomicLong()).incrementAndGet();
    }
}
