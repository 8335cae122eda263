package io.weir.bootstrap;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.wiring.Weir;
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
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * A Weir on free ports that has finished its warm-up, and a client for it. Until the warm-up is finished, Weir calls
 * Salesforce in the background, and a test that counts calls may fail.
 */
public final class ReadyWeir implements AutoCloseable {
    /** One for all, as in production: registries share global state. */
    static final MeterRegistry METERS = Services.get(MeterRegistry.class);

    static final String AD_HOC = "/cxone/data-action/salesforce-query";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Weir weir;

    private ReadyWeir(Weir weir) {
        this.weir = weir;
    }

    /**
     * Starts on the sandbox unless {@code environment} names an org, with its history in memory, and without asking for
     * query plans by itself.
     */
    public static ReadyWeir start(Map<String, String> environment) {
        return start(environment, Clock.systemUTC());
    }

    public static ReadyWeir start(Map<String, String> environment, Clock clock) {
        var all = new HashMap<>(Map.of(
                "WEIR_PORT", "0",
                "WEIR_ADMIN_PORT", "0",
                "WEIR_WARM_UP_TIME", "1m",
                "WEIR_STORE_ENABLED", "false",
                "WEIR_ADVICE_PLANS_A_DAY", "0"));
        all.putAll(environment);
        var ready = new ReadyWeir(Weir.start(Config.from(all), METERS, clock, new SecureRandom()));
        while (ready.get(ready.admin("/observe/health/ready")).statusCode() != 200) {
            Thread.onSpinWait();
        }
        return ready;
    }

    public URI data(String path) {
        return weir.data().resolve(path);
    }

    public URI admin(String path) {
        return weir.admin().resolve(path);
    }

    public HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    /** Sends an ad-hoc query to the data listener. */
    public HttpResponse<String> query(String body, String... headers) {
        return post(data(AD_HOC), body, headers);
    }

    /** Runs a data action. */
    public HttpResponse<String> run(String action, String body, String... headers) {
        return post(data("/cxone/data-action/" + action), body, headers);
    }

    public HttpResponse<String> post(URI uri, String body, String... headers) {
        var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Asks for the faults of the sandbox, replaces them or ends them: {@code GET}, {@code PUT}, {@code DELETE}. */
    public HttpResponse<String> faults(String method, String faults) {
        return send(HttpRequest.newBuilder(admin("/sandbox/faults")).method(method, BodyPublishers.ofString(faults)));
    }

    String metrics() {
        return get(admin("/observe/metrics")).body();
    }

    String profiler() {
        return get(admin("/profiler")).body();
    }

    /** The number of requests to Salesforce from this JVM. */
    long apiCalls() {
        return apiCalls("");
    }

    /** The number of requests to Salesforce from this JVM for one operation. */
    long apiCalls(String operation) {
        return metrics()
                .lines()
                .filter(line ->
                        line.startsWith("weir_salesforce_requests_total{") && line.contains("operation=\"" + operation))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The first request in the README. */
    static String readmeRequest() {
        return documentedRequest("../README.md", "<!-- first request -->");
    }

    /** The JSON in the command after {@code marker}. */
    static String documentedRequest(String document, String marker) {
        try {
            String text = Files.readString(Path.of(document));
            String command = text.substring(text.indexOf(marker));
            int begin = command.indexOf("-d '") + "-d '".length();
            return command.substring(begin, command.indexOf('\'', begin));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void close() {
        weir.close();
        http.close();
    }
}
