package io.weir.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Salesforce that takes 60 ms for each request and 20 ms for each query in it; one query in fifty takes 800 ms. The
 * queries of a composite request run one after the other. Each query finds one contact.
 */
final class SlowSalesforce implements AutoCloseable {
    private static final int REQUEST_MILLIS = 60;
    private static final int QUERY_MILLIS = 20;
    private static final int SLOW_QUERY_MILLIS = 800;
    private static final int SLOW_PERCENT = 2;
    private static final String DATA = "/services/data/v66.0/";
    private static final Pattern REFERENCE_ID = Pattern.compile("\"referenceId\":\"([^\"]+)\"");

    private static final String CONTACT = """
        {"name":"Contact","label":"Contact","queryable":true,"childRelationships":[],"fields":[\
        {"name":"Id","type":"id","filterable":true},{"name":"Name","type":"string","filterable":true},\
        {"name":"Phone","type":"phone","filterable":true,"length":40}]}\
        """;

    private static final String PAGE = """
        {"totalSize":1,"done":true,"records":[{"attributes":{"type":"Contact"},"Id":"003WR00000AbCdEYAV",\
        "Name":"Ada Byron"}]}\
        """;

    private final HttpServer server;
    private final Random random = new Random(42);
    private final AtomicInteger calls = new AtomicInteger();

    SlowSalesforce() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    URI query(String encodedSoql) {
        return uri().resolve(DATA + "query?q=" + encodedSoql);
    }

    /** How many requests for queries came since the last time. */
    int takeCalls() {
        return calls.getAndSet(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (path.equals("/services/oauth2/token")) {
                send(exchange, """
                    {"access_token":"t","instance_url":"%s","id":"https://login.salesforce.com/id/00D/005",\
                    "token_type":"Bearer","issued_at":"1700000000000","signature":"c2ln"}\
                    """.formatted(uri()));
            } else if (path.equals(DATA + "sobjects")) {
                send(exchange, "{\"sobjects\":[{\"name\":\"Contact\",\"label\":\"Contact\",\"queryable\":true}]}");
            } else if (path.equals("/services/data")) {
                send(exchange, "[{\"version\":\"66.0\",\"url\":\"/services/data/v66.0\",\"label\":\"Spring '26\"}]");
            } else if (path.endsWith("/describe")) {
                send(exchange, CONTACT);
            } else if (path.equals(DATA + "composite")) {
                var ids = REFERENCE_ID
                        .matcher(sent)
                        .results()
                        .map(id -> id.group(1))
                        .toList();
                work(ids.size());
                send(
                        exchange,
                        ids.stream()
                                .map(id ->
                                        "{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":200,\"referenceId\":\"%s\"}"
                                                .formatted(PAGE, id))
                                .collect(Collectors.joining(",", "{\"compositeResponse\":[", "]}")));
            } else if (path.equals(DATA + "query")) {
                work(1);
                send(exchange, PAGE);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(int queries) throws InterruptedException {
        calls.incrementAndGet();
        long millis = REQUEST_MILLIS;
        synchronized (random) {
            for (int i = 0; i < queries; i++) {
                millis += random.nextInt(100) < SLOW_PERCENT ? SLOW_QUERY_MILLIS : QUERY_MILLIS;
            }
        }
        Thread.sleep(millis);
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
