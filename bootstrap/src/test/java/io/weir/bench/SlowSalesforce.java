package io.weir.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Salesforce that takes 60 ms for each request and 20 ms for each query in it; some queries take 800 ms. The
 * queries of a composite request run one after the other. Each query finds one record, except for numbers that
 * {@link #UNKNOWN} begins.
 */
final class SlowSalesforce implements AutoCloseable {
    private static final int REQUEST_MILLIS = 60;
    private static final int QUERY_MILLIS = 20;
    private static final int SLOW_QUERY_MILLIS = 800;
    private static final String DATA = "/services/data/v66.0/";
    private static final List<String> OBJECTS = List.of("Contact", "Lead", "Account");
    private static final Pattern DESCRIBE = Pattern.compile(".*/sobjects/(\\w+)/describe");
    private static final Pattern SUBREQUEST = Pattern.compile("\"referenceId\":\"([^\"]+)\",\"url\":\"([^\"]+)\"");

    /** The country and the area code of numbers that no record has. */
    static final String UNKNOWN = "+1212";

    private static final String PAGE = """
        {"totalSize":1,"done":true,"records":[{"attributes":{"type":"Contact"},"Id":"003WR00000AbCdEYAV",\
        "Name":"Ada Byron"}]}\
        """;

    private static final String NOTHING = "{\"totalSize\":0,\"done\":true,\"records\":[]}";

    private final int slowPercent;
    private final HttpServer server;
    private final Random random = new Random(42);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger queries = new AtomicInteger();

    /** @param slowPercent how many of a hundred queries take 800 ms */
    SlowSalesforce(int slowPercent) throws IOException {
        this.slowPercent = slowPercent;
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

    /** How many queries came since the last time. */
    int takeQueries() {
        return queries.getAndSet(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            var describe = DESCRIBE.matcher(path);
            String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (path.equals("/services/oauth2/token")) {
                send(exchange, """
                    {"access_token":"t","instance_url":"%s","id":"https://login.salesforce.com/id/00D/005",\
                    "token_type":"Bearer","issued_at":"1700000000000","signature":"c2ln"}\
                    """.formatted(uri()));
            } else if (path.equals(DATA + "sobjects")) {
                send(
                        exchange,
                        OBJECTS.stream()
                                .map("{\"name\":\"%1$s\",\"label\":\"%1$s\",\"queryable\":true}"::formatted)
                                .collect(Collectors.joining(",", "{\"sobjects\":[", "]}")));
            } else if (path.equals("/services/data")) {
                send(exchange, "[{\"version\":\"66.0\",\"url\":\"/services/data/v66.0\",\"label\":\"Spring '26\"}]");
            } else if (describe.matches()) {
                send(exchange, object(describe.group(1)));
            } else if (path.equals(DATA + "composite")) {
                var subrequests = SUBREQUEST.matcher(sent).results().toList();
                work(subrequests.size());
                send(
                        exchange,
                        subrequests.stream()
                                .map(subrequest ->
                                        "{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":200,\"referenceId\":\"%s\"}"
                                                .formatted(page(subrequest.group(2)), subrequest.group(1)))
                                .collect(Collectors.joining(",", "{\"compositeResponse\":[", "]}")));
            } else if (path.equals(DATA + "query")) {
                work(1);
                send(exchange, page(exchange.getRequestURI().getRawQuery()));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static String page(String encodedQuery) {
        return URLDecoder.decode(encodedQuery, UTF_8).contains(UNKNOWN) ? NOTHING : PAGE;
    }

    private void work(int number) throws InterruptedException {
        calls.incrementAndGet();
        queries.addAndGet(number);
        long millis = REQUEST_MILLIS;
        synchronized (random) {
            for (int i = 0; i < number; i++) {
                millis += random.nextInt(100) < slowPercent ? SLOW_QUERY_MILLIS : QUERY_MILLIS;
            }
        }
        Thread.sleep(millis);
    }

    private static String object(String name) {
        return """
            {"name":"%1$s","label":"%1$s","queryable":true,"childRelationships":[],"fields":[\
            {"name":"Id","type":"id","filterable":true},{"name":"Name","type":"string","filterable":true},\
            {"name":"Phone","type":"phone","filterable":true,"length":40}]}\
            """.formatted(name);
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
