package io.weir.bench;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Callers who ask one question after the other, with a pause between, and look closely at every answer. */
final class SoakCallers implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Weir gives up 150 ms before its caller does; a tenth of a second more is late. */
    private static final Duration LATE = TIMEOUT.minusMillis(150).plusMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI weir;
    private final String apiKey;
    private final SoakQuestions questions;
    private final Queue<String> late = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong longestMillis = new AtomicLong();
    private final AtomicLong longestHiccupMillis = new AtomicLong();
    private volatile boolean warm;
    private volatile boolean stopped;

    SoakCallers(int callers, int port, String apiKey, SoakQuestions questions) {
        this.questions = questions;
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

    /**
     * From now on late answers count. Before, both JVMs are cold: what a caller waits then is mostly the loading of
     * classes on its own side of the connection, and on Weir's before it has read the request.
     */
    void warm() {
        warm = true;
    }

    /** The late answers: how late, and by which request id Weir's log knows them. */
    List<String> late() {
        return List.copyOf(late);
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
                count(ask(questions.any(random)));
                Thread.sleep(random.nextLong(50, 150));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String ask(SoakQuestions.Question question) throws InterruptedException {
        var request = HttpRequest.newBuilder(weir)
                .header("X-API-Key", apiKey)
                .header("X-Timeout-Ms", Long.toString(TIMEOUT.toMillis()))
                .POST(HttpRequest.BodyPublishers.ofString(question.json()))
                .build();
        boolean counts = warm;
        long begin = System.nanoTime();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            long millis = (System.nanoTime() - begin) / 1_000_000;
            return counts && isLate(answer, millis) ? "LATE" : outcome(answer, question);
        } catch (IOException broken) {
            return "NO ANSWER";
        }
    }

    private boolean isLate(HttpResponse<String> answer, long millis) {
        longestMillis.accumulateAndGet(millis, Math::max);
        if (millis <= LATE.toMillis() + longestHiccupMillis()) {
            return false;
        }
        late.add("%d ms, request %s"
                .formatted(millis, answer.headers().firstValue("X-Request-Id").orElse("unknown")));
        return true;
    }

    private static String outcome(HttpResponse<String> answer, SoakQuestions.Question question) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            var json = reader.readObject();
            if (answer.statusCode() == 200) {
                return question.isAnsweredBy(json) ? "answered" : "WRONG ROWS";
            }
            return json.getString("ok").equals("false") ? json.getString("code") : "UNCLEAR ERROR";
        } catch (RuntimeException unreadable) {
            return "UNREADABLE ANSWER";
        }
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, _ -> new AtomicLong()).incrementAndGet();
    }
}
