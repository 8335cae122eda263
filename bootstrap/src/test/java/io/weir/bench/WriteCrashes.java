package io.weir.bench;

import io.weir.adapter.out.sandbox.Sandbox;
import io.weir.bootstrap.ReadyWeir;
import io.weir.bootstrap.SalesforceLine;
import io.weir.bootstrap.SalesforceLine.Moment;
import io.weir.bootstrap.WritingActions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * Kills Weir again and again while it writes, and counts what the org has afterwards: each request has one record, and each
 * delivery learns its id or that it is not known yet.
 *
 * <p>Weir runs in another process and is ended as {@code kill -9} ends it. The org is the sandbox in this process, behind a
 * proxy that holds each request at the point at which Weir is to be killed. System properties: {@code
 * crashes.rounds}, how often Weir is killed, and {@code crashes.seed}. Ends with status 1 if a request has two records, or
 * none that it must have, or if a delivery got a wrong answer.
 */
final class WriteCrashes implements AutoCloseable {
    private static final String LOGGING = "java.util.logging.config.file";

    private static final List<String> ACTIONS = List.of(
            WritingActions.BY_UNIQUE_FIELD,
            WritingActions.BY_LOOK_UP,
            WritingActions.BY_IDEMPOTENCY_KEY,
            WritingActions.TRANSACTION);

    /** Each delivery must get to its point within this, which the journal holds its entry for, and five seconds more. */
    private static final int TIMEOUT_MILLIS = 2_500;

    /** So many deliveries last longer than the journal holds an entry. */
    private static final int PENDING_DELIVERIES = 6;

    private final Path folder;
    private final Sandbox org = Sandbox.start(WritingActions::org);
    private final SalesforceLine line = new SalesforceLine(org.baseUri());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String person = WritingActions.ids(org, "SELECT Id FROM Contact ORDER BY Id LIMIT 1")
            .getFirst();
    private final Map<String, Request> requests = new ConcurrentHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private Optional<Target> weir = Optional.empty();

    /** Where a request is when Weir is killed. */
    enum Point {
        /** The journal has it as sent, and nothing has arrived. */
        SENT,
        /** Salesforce has it, and writes its record after Weir is gone. */
        AT_WORK,
        /** Its record is written, and Weir has no answer. */
        WRITTEN,
        /** Weir has the answer, and may have journalled it, and may have answered. */
        ANSWERED
    }

    /** One request, and all that its deliveries were answered. */
    private static final class Request {
        private final String action;
        private final String contactId;
        private final Point point;
        private final CountDownLatch there = new CountDownLatch(1);
        private final Set<String> ids = ConcurrentHashMap.newKeySet();

        /** Whether Weir was killed since the request got to its point, and will be let go. */
        private final CountDownLatch killed = new CountDownLatch(1);

        private volatile String last = "no answer";
        private int pending;

        Request(String action, String contactId, Point point) {
            this.action = action;
            this.contactId = contactId;
            this.point = point;
        }

        /** Whether its end is known, or will not be for a quarter of an hour. */
        boolean isSettled() {
            return isKnown() || (action.equals(WritingActions.BY_LOOK_UP) && pending >= PENDING_DELIVERIES);
        }

        boolean isKnown() {
            return last.equals("created") || last.equals("replayed");
        }

        @Override
        public String toString() {
            return "%s, killed when %s".formatted(action, point);
        }
    }

    /** An org and no Weir yet, which keeps its journal in {@code folder}. */
    WriteCrashes(Path folder) throws IOException {
        this.folder = folder;
        line.breakAt(this::breaksAt);
    }

    public static void main(String[] arguments) throws Exception {
        String given = System.getProperty("crashes.seed", "");
        long seed = given.isEmpty() ? new SecureRandom().nextLong(1_000_000) : Long.parseLong(given);
        int rounds = Integer.getInteger("crashes.rounds", 20);
        System.out.printf("%d kills, crashes.seed=%d%n", rounds, seed);
        var random = new Random(seed);
        var folder = Files.createTempDirectory("weir-crashes");
        List<String> violations;
        try (var crashes = new WriteCrashes(folder)) {
            crashes.start();
            for (int i = 0; i < rounds; i++) {
                var points = new ArrayList<Point>();
                for (int j = 0; j < ACTIONS.size(); j++) {
                    points.add(Point.values()[random.nextInt(Point.values().length)]);
                }
                crashes.kill(points, Duration.ofMillis(random.nextInt(1, 20)));
                System.out.printf("%d: killed at %s%n", i + 1, points);
            }
            violations = crashes.violations();
        }
        violations.forEach(System.out::println);
        System.out.println(violations.isEmpty() ? "each request has one record" : "FAILED");
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    /** Starts Weir on the journal that there is, and returns when it is ready. */
    void start() throws IOException {
        var environment = new ArrayList<String>();
        WritingActions.environment(folder, line.uri()).forEach((name, value) -> {
            environment.add(name);
            environment.add(value);
        });
        String logging = System.getProperty(LOGGING, "");
        var options =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-Xmx200m", "--enable-native-access=ALL-UNNAMED"));
        if (!logging.isEmpty()) {
            options.add("-D%s=%s".formatted(LOGGING, logging));
        }
        weir = Optional.of(Target.program(Served.class, options, environment.toArray(String[]::new)));
    }

    /**
     * Sends a request to each of the actions, kills Weir when each is at the point of {@code points} that has its place, and
     * starts it again.
     *
     * @param afterwards how long after the answer of Salesforce a request at {@link Point#ANSWERED} counts as there
     */
    void kill(List<Point> points, Duration afterwards) throws IOException, InterruptedException {
        var sent = new ArrayList<Request>();
        for (int i = 0; i < ACTIONS.size(); i++) {
            var request = new Request(ACTIONS.get(i), "contact-%05d".formatted(requests.size() + 1), points.get(i));
            requests.put(request.contactId, request);
            sent.add(request);
            var _ = deliver(request).whenComplete((_, _) -> request.there.countDown());
        }
        for (var request : sent) {
            request.there.await();
        }
        Thread.sleep(afterwards);
        weir.orElseThrow().kill();
        sent.forEach(request -> request.killed.countDown());
        weir.orElseThrow().close();
        start();
    }

    /** Delivers every request again until it has an end, or none can come, and says what went wrong in all of it. */
    List<String> violations() throws InterruptedException, ExecutionException {
        for (var request : requests.values()) {
            do {
                deliver(request).get();
            } while (!request.isSettled());
            judge(request);
        }
        return List.copyOf(violations);
    }

    private void judge(Request request) {
        boolean task = request.action.equals(WritingActions.BY_LOOK_UP);
        var records =
                task ? WritingActions.tasks(org, request.contactId) : WritingActions.cases(org, request.contactId);
        if (request.isKnown()) {
            expect(records.size() == 1, request, "its records are " + records);
        } else {
            // what never arrived must not be sent again
            expect(request.point == Point.SENT && records.isEmpty(), request, "its records are " + records);
        }
        expect(request.ids.equals(Set.copyOf(records)), request, "the ids answered were " + request.ids);
        if (request.action.equals(WritingActions.TRANSACTION)) {
            var tasks = WritingActions.tasks(org, request.contactId);
            expect(tasks.size() == 1, request, "its tasks are " + tasks);
        }
    }

    private void expect(boolean holds, Request request, String otherwise) {
        if (!holds) {
            violations.add("%s: %s; the last answer was %s".formatted(request, otherwise, request.last));
        }
    }

    private CompletableFuture<HttpResponse<String>> deliver(Request request) {
        var uri = URI.create("http://127.0.0.1:%d/cxone/data-action/%s"
                .formatted(weir.orElseThrow().port(), request.action));
        String more = request.action.equals(WritingActions.TRANSACTION) ? ",\"person\":\"%s\"".formatted(person) : "";
        var body = "{\"contactId\":\"%s\",\"timeoutMs\":%d%s}".formatted(request.contactId, TIMEOUT_MILLIS, more);
        return http.sendAsync(
                        HttpRequest.newBuilder(uri)
                                .header("X-API-Key", WritingActions.WRITER)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        learn(request, answer);
                    }
                });
    }

    private synchronized void learn(Request request, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            expect(answer.statusCode() >= 503, request, "status %d: %s".formatted(answer.statusCode(), answer.body()));
            return;
        }
        request.last = WritingActions.member(answer.body(), "outcome");
        switch (request.last) {
            case "created", "replayed" -> request.ids.add(WritingActions.member(answer.body(), "recordId"));
            case "pending" -> request.pending++;
            default -> expect(false, request, answer.body());
        }
    }

    /** Holds each request at its point until Weir is killed. */
    private boolean breaksAt(Moment moment, String sent) throws InterruptedException {
        if (!SalesforceLine.writes(sent)) {
            return false;
        }
        for (var request : requests.values()) {
            if (sent.contains(request.contactId) && request.killed.getCount() > 0) {
                return breaksAt(moment, request);
            }
        }
        return false;
    }

    private static boolean breaksAt(Moment moment, Request request) throws InterruptedException {
        boolean holds = switch (moment) {
            case SENT -> request.point == Point.SENT || request.point == Point.AT_WORK;
            case ANSWERED -> request.point == Point.WRITTEN;
        };
        if (holds || moment == Moment.ANSWERED) {
            request.there.countDown();
        }
        if (holds) {
            request.killed.await();
        }
        return moment == Moment.SENT ? request.point == Point.SENT : request.point != Point.ANSWERED;
    }

    /** Weir in a process of its own; its arguments are names of settings and their values in turn. */
    static final class Served {
        private Served() {}

        public static void main(String[] settings) throws IOException {
            var environment = new HashMap<String, String>();
            for (int i = 0; i < settings.length; i += 2) {
                environment.put(settings[i], settings[i + 1]);
            }
            try (var weir = ReadyWeir.start(environment)) {
                Child.serve(weir.data("/").getPort(), () -> "serves");
            }
        }
    }

    @Override
    public void close() {
        weir.ifPresent(Target::close);
        http.close();
        line.close();
        org.close();
    }
}
