package io.weir.bench;

import io.weir.adapter.in.http.caller.KeyHash;
import io.weir.domain.limit.Priority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Weirs in processes of their own with the same callers: one of each priority, and one that signs. Thread-safe for
 * requests; one thread starts and kills.
 */
final class FleetWeirs implements AutoCloseable {
    private static final Path JAR = Path.of(System.getProperty("bench.jar", "bootstrap/target/weir.jar"));
    private static final List<String> JVM = List.of("-Xmx200m");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final byte[] SECRET = "a-secret-of-the-webhook-with-32-bytes".getBytes(StandardCharsets.UTF_8);
    private static final Clock CLOCK = Clock.systemUTC();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong asked = new AtomicLong();
    private final Map<Priority, String> keys = new EnumMap<>(Priority.class);
    private final Path callers;
    private final URI org;
    private final Map<String, String> settings;
    private final List<WeirProcess> alive = new CopyOnWriteArrayList<>();
    private final List<WeirProcess> all = new ArrayList<>();
    private boolean keepLogs;

    /** None yet, for {@code org} and with {@code settings} besides those of every one. */
    FleetWeirs(URI org, Map<String, String> settings) throws IOException {
        this.org = org;
        this.settings = settings;
        var random = new SecureRandom();
        var yaml = new StringBuilder("weir:\n  callers:\n");
        for (var priority : Priority.values()) {
            String key = KeyHash.newKey(random);
            keys.put(priority, key);
            yaml.append("    - {name: %1$s, ad-hoc: true, priority: %1$s, keys: [{hash: '%2$s'}]}%n"
                    .formatted(priority.label(), KeyHash.of(key).text()));
        }
        yaml.append("    - {name: signs, ad-hoc: true, webhook-secrets: [{secret: 'whsec_%s'}]}%n"
                .formatted(Base64.getEncoder().encodeToString(SECRET)));
        callers = Files.writeString(Files.createTempFile("weir-fleet", ".yaml"), yaml);
    }

    /** Starts one more, and returns when it is ready. */
    WeirProcess start(String instance) throws IOException, InterruptedException {
        var environment = new HashMap<>(settings);
        environment.put("WEIR_CONFIG", callers.toString());
        environment.put("WEIR_INSTANCE", instance);
        environment.put("WEIR_MAX_ANSWER_BYTES", "0");
        var weir = WeirProcess.start(JAR, JVM, org, "sandbox", "sandbox", environment);
        all.add(weir);
        alive.add(weir);
        return weir;
    }

    /** {@code kill -9}. */
    void kill(WeirProcess weir) throws InterruptedException {
        alive.remove(weir);
        weir.kill();
    }

    List<WeirProcess> alive() {
        return alive;
    }

    /** Asks for a contact that there is not; a different one each time, so that nobody shares an answer. */
    HttpResponse<String> ask(WeirProcess weir, Priority priority) throws IOException, InterruptedException {
        return send(weir, body(), "X-API-Key", Objects.requireNonNull(keys.get(priority)));
    }

    /** The code of a refusal. */
    static String code(HttpResponse<String> answer) {
        String name = "\"code\":\"";
        int at = answer.body().indexOf(name) + name.length();
        return answer.statusCode()
                + (at < name.length()
                        ? ""
                        : " " + answer.body().substring(at, answer.body().indexOf('"', at)));
    }

    private String body() {
        return """
            {"object_name":"Contact","fields":["Id"],"filters":{"LastName":{"op":"=","val":"Nobody%d"}}}\
            """.formatted(asked.incrementAndGet());
    }

    /** A request that is signed once and may be sent to several Weirs. */
    record Signed(String body, List<String> headers) {}

    Signed signed() {
        String body = body();
        String id = "msg_" + asked.incrementAndGet();
        String timestamp = Long.toString(CLOCK.instant().getEpochSecond());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            byte[] signature = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return new Signed(
                    body,
                    List.of(
                            "webhook-id",
                            id,
                            "webhook-timestamp",
                            timestamp,
                            "webhook-signature",
                            "v1," + Base64.getEncoder().encodeToString(signature)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The status that the signed request gets, once the store says whether it is new. */
    int open(WeirProcess weir, Signed request) throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            int status = send(weir, request.body(), request.headers().toArray(String[]::new))
                    .statusCode();
            if (status != 503) {
                return status;
            }
            Thread.sleep(500);
        }
        return 503;
    }

    private HttpResponse<String> send(WeirProcess weir, String body, String... headers)
            throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d/cxone/data-action/salesforce-query"
                .formatted(weir.target().port()));
        return http.send(
                HttpRequest.newBuilder(uri)
                        .headers(headers)
                        .timeout(TIMEOUT)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** What the admin listener of {@code weir} shows at {@code /status}. */
    String status(WeirProcess weir) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:%d/status".formatted(weir.adminPort()));
        return http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString())
                .body();
    }

    /** Keeps what the Weirs printed, to find out what went wrong. */
    void keepLogs() {
        keepLogs = true;
    }

    @Override
    public void close() throws IOException {
        for (var weir : all) {
            weir.close();
            if (keepLogs) {
                System.out.println("what Weir printed: " + weir.log());
            } else {
                Files.deleteIfExists(weir.log());
            }
        }
        http.close();
        Files.delete(callers);
    }
}
