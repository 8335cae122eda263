package io.weir.bootstrap.console;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.bootstrap.ReadyWeir;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Weir on its sandbox with the history of a working day's last two hours, and with callers that go on asking: two that
 * behave, one that asks too often, and one with a wrong key.
 */
final class BusyWeir implements AutoCloseable {
    /** The operator's key. */
    static final String OPERATOR_KEY = "operators-key-of-the-console-tests-0001";

    /** A caller, a credential and a data action that have the longest name. */
    private static final String LONG_NAME = "n".repeat(64);

    /** A number that a contact has, as callers send it. */
    static final String KNOWN_PHONE = "+14155550100";

    /** The header that names a request. */
    private static final String REQUEST_ID = "X-Request-Id";

    /** A data action on which there is advice: a field that no output uses. */
    private static final String WASTEFUL = """
        name: agent-screen
        version: 2
        description: What does the agent's screen show about a contact?
        inputs:
          contact: {type: id, required: true}
        steps:
          contact:
            query:
              object_name: Contact
              fields: [Name, Birthdate]
              where: {field: Id, op: "=", val: "{contact}"}
          urgent:
            query:
              object_name: Case
              fields: [CaseNumber]
              where: {field: Priority, op: "=", val: Critical}
        outputs:
          contactName: Name
          urgentCount: {count: urgent}
        """;

    private static final int MOST_TRIES = 200;
    private static final Duration PAST = Duration.ofHours(2);
    private static final Duration STEP = Duration.ofMinutes(1);

    private final String ivr = KeyHash.newKey(new SecureRandom());
    private final String desktop = KeyHash.newKey(new SecureRandom());
    private final String dialler = KeyHash.newKey(new SecureRandom());
    private final PastClock clock = new PastClock(PAST);
    private final AtomicInteger requests = new AtomicInteger();
    private final ScheduledExecutorService callers = Executors.newSingleThreadScheduledExecutor();
    private final Path data;
    private final ReadyWeir weir;
    private final Future<?> traffic;

    BusyWeir() {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/console")), "weir-");
            data = folder.resolve("data");
            var actions = Files.createDirectory(folder.resolve("actions"));
            try (var examples = Files.list(Path.of("src/main/actions"))) {
                for (var example : examples.toList()) {
                    Files.copy(example, actions.resolve(example.getFileName()));
                }
            }
            Files.writeString(actions.resolve("agent-screen.yaml"), WASTEFUL);
            var config = Files.writeString(folder.resolve("weir.yaml"), configuration());
            weir = ReadyWeir.start(
                    Map.of(
                            "WEIR_CONFIG", config.toString(),
                            "WEIR_ACTIONS", actions.toString(),
                            "WEIR_HOST", "127.0.0.1",
                            "WEIR_ADMIN_API_KEY", OPERATOR_KEY,
                            "WEIR_STORE_ENABLED", "true",
                            "WEIR_DATA", data.toString(),
                            "WEIR_ADVICE_PLANS_A_DAY", "20",
                            "WEIR_HISTORY_SLOW_THRESHOLD", "300ms",
                            "SF_BREAKER_VOLUME", "10"),
                    clock);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        for (var ago = PAST; ago.isPositive(); ago = ago.minus(STEP)) {
            clock.behind = ago;
            // busier and quieter times
            ask(4 + (int) (3 * Math.sin(ago.toMinutes() / 9.0)));
        }
        clock.behind = Duration.ZERO;
        failSome();
        traffic = callers.scheduleAtFixedRate(() -> ask(1), 0, 500, TimeUnit.MILLISECONDS);
    }

    private String configuration() {
        var today = LocalDate.now(ZoneOffset.UTC);
        return """
            weir:
              callers:
                - name: ivr-main
                  keys:
                    - {id: key-new, hash: '%s'}
                    - {id: key-old, hash: '%s', expires: %s}
                  actions: ["*"]
                  priority: high
                - name: agent-desktop
                  keys: [{id: desktop, hash: '%s'}]
                  actions: ["case-*", caller-lookup]
                  ad-hoc: true
                  concurrency: 20
                  calls: 20000/day
                - name: dialler
                  keys: [{id: dialler, hash: '%s', expires: %s}]
                  actions: [priority-tier]
                  rate: 1/s
                  burst: 2
                - name: %s
                  keys: [{id: %s, hash: '%s'}]
                  actions: [%s]
            """.formatted(
                        KeyHash.of(ivr).text(),
                        KeyHash.of(KeyHash.newKey(new SecureRandom())).text(),
                        today.plusDays(9),
                        KeyHash.of(desktop).text(),
                        KeyHash.of(dialler).text(),
                        today.plusDays(200),
                        LONG_NAME,
                        LONG_NAME,
                        KeyHash.of(KeyHash.newKey(new SecureRandom())).text(),
                        LONG_NAME);
    }

    /** Sends the next requests of the callers, a mixture that repeats. */
    private void ask(int count) {
        for (int i = 0; i < count; i++) {
            int number = requests.incrementAndGet();
            String phone = "{\"phone\":\"+1415555%04d\"}".formatted(100 + number % 60);
            switch (number % 10) {
                case 0, 1, 2, 3 -> weir.run("caller-lookup", phone, "X-API-Key", ivr);
                case 4, 5 ->
                    weir.run(
                            "case-status", "{\"caseNumber\":\"0000%04d\"}".formatted(1000 + number % 30), key(desktop));
                case 6 -> weir.query("""
                    {"object_name": "Case", "fields": ["CaseNumber", "Subject"],
                     "filters": {"Priority": {"op": "=", "val": "High"}}, "limit": %d}
                    """.formatted(1 + number % 20), key(desktop));
                case 7, 8 -> weir.run("priority-tier", phone, key(dialler));
                default -> weir.run("caller-lookup", phone, key("wr0ng-key-that-nobody-has-0000000000000"));
            }
        }
    }

    private static String[] key(String key) {
        return new String[] {"X-API-Key", key};
    }

    /** A few slow runs and a few that Salesforce refuses. */
    private void failSome() {
        faults("PUT", "{\"latency\": \"400ms\"}");
        slow();
        faults("PUT", "{\"malformed-query\": 1}");
        for (int i = 0; i < 4; i++) {
            weir.query(contacts("Refused" + i), key(desktop));
        }
        faults("DELETE", "");
    }

    /** Slow runs of one object at once. */
    private void slow() {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                int number = i;
                all.execute(() -> weir.query(contacts("Slow" + number), key(desktop)));
            }
        }
    }

    private static String contacts(String name) {
        return """
            {"object_name": "Contact", "fields": ["Id", "Name", "Account.Name"],
             "filters": {"LastName": {"op": "=", "val": "%s"}}}
            """.formatted(name);
    }

    /** Runs {@code caller-lookup} under this request id. */
    void lookUp(String requestId, String phone) {
        weir.run("caller-lookup", "{\"phone\":\"%s\"}".formatted(phone), "X-API-Key", ivr, REQUEST_ID, requestId);
    }

    /** Waits until the history has a run of this request. */
    void awaitRun(String requestId) {
        String found = "";
        for (int tries = 0; !found.contains(requestId); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException("the history has no run of " + requestId);
            }
            found = read("/profiler?request_id=" + requestId);
        }
    }

    /** One caller asks far more often than it may. */
    void askTooOften() {
        for (int i = 0; i < 60; i++) {
            weir.run("priority-tier", "{\"phone\":\"+14155550100\"}", key(dialler));
        }
    }

    /** Fails runs until the circuit breaker has something to open for. */
    void failMany() {
        for (int i = 0; i < 12; i++) {
            weir.query(contacts("Failed" + i), "X-API-Key", desktop, "X-Timeout-Ms", "500");
        }
    }

    /** Runs that find contacts slowly, all at once. */
    void findContactsSlowly() {
        faults("PUT", "{\"latency\": \"2s\"}");
        slow();
        faults("DELETE", "");
    }

    /** Replaces or ends the faults of the sandbox. */
    void faults(String method, String faults) {
        asOperator(
                HttpRequest.newBuilder(weir.admin("/sandbox/faults")).method(method, BodyPublishers.ofString(faults)));
    }

    /** What the operator reads at this path of the admin listener. */
    String read(String path) {
        return asOperator(HttpRequest.newBuilder(weir.admin(path))).body();
    }

    private HttpResponse<String> asOperator(HttpRequest.Builder request) {
        return weir.send(request.header("X-API-Key", OPERATOR_KEY));
    }

    URI console(String page) {
        return weir.admin("/console/#/" + page);
    }

    /** Everything in the folder of the history. */
    String kept() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** Every key. */
    List<String> keys() {
        return List.of(ivr, desktop, dialler, OPERATOR_KEY);
    }

    @Override
    public void close() {
        traffic.cancel(false);
        callers.close();
        weir.close();
    }

    /** The system's time, or a time before it. */
    private static final class PastClock extends Clock {
        private volatile Duration behind;

        PastClock(Duration behind) {
            this.behind = behind;
        }

        @Override
        public Instant instant() {
            return Instant.now().minus(behind);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.system(zone);
        }
    }
}
