package io.weir.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A Salesforce that answers a query for {@code Name = 'k…'} with rows that tell which query and which place they belong to,
 * and that fails in every way an org, its edge and the network do.
 */
final class FaultyOrg implements AutoCloseable {
    private static final int PAGE_SIZE = 200;
    private static final int MOST_ROWS = 450;
    private static final int FAULTS_IN_A_HUNDRED = 5;
    private static final Pattern KEY = Pattern.compile("'k(\\d+)'");
    private static final List<Fault> FAULTS = List.of(Fault.values());

    private enum Fault {
        UNAVAILABLE,
        UNEXPECTED,
        TOO_MANY_AT_ONCE,
        SESSION_EXPIRED,
        CURSOR_LOST,
        RESET,
        HALF_A_BODY,
        NO_BODY,
        NOT_JSON,
        SLOW,
        SILENT
    }

    private final HttpServer server;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong logins = new AtomicLong();
    private final AtomicLong firstGoodToken = new AtomicLong();
    private volatile boolean down;

    FaultyOrg() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/services/oauth2/token", this::login);
        server.createContext("/services/data/v66.0/query", this::query);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Requests for data so far. */
    long requests() {
        return requests.get();
    }

    long logins() {
        return logins.get();
    }

    /** From now on every request meets a closed door, or none does. */
    void down(boolean isDown) {
        down = isDown;
    }

    /** How many rows the query for {@code key} has. */
    static int rows(long key) {
        return (int) (key % MOST_ROWS);
    }

    static String name(long key, int row) {
        return "k" + key + "-" + row;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void login(HttpExchange exchange) throws IOException {
        logins.incrementAndGet();
        reply(exchange, 200, """
            {"access_token":"t%d","instance_url":"http://127.0.0.1:%d","token_type":"Bearer","issued_at":"1"}\
            """.formatted(logins.get(), port()));
    }

    private void query(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        if (down) {
            exchange.close();
            return;
        }
        if (token(exchange) < firstGoodToken.get()) {
            sessionExpired(exchange);
            return;
        }
        var random = ThreadLocalRandom.current();
        String path = exchange.getRequestURI().getPath();
        boolean further = !path.endsWith("/query");
        String page = further ? furtherPage(path) : firstPage(exchange);
        if (random.nextInt(100) >= FAULTS_IN_A_HUNDRED) {
            reply(exchange, 200, page);
            return;
        }
        var fault = FAULTS.get(random.nextInt(FAULTS.size()));
        fail(exchange, fault == Fault.CURSOR_LOST && !further ? Fault.UNEXPECTED : fault, page);
    }

    private static long token(HttpExchange exchange) {
        return Long.parseLong(
                exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer t".length()));
    }

    private static void sessionExpired(HttpExchange exchange) throws IOException {
        reply(exchange, 401, error("INVALID_SESSION_ID", "Session expired or invalid"));
    }

    private void fail(HttpExchange exchange, Fault fault, String page) throws IOException {
        switch (fault) {
            case UNAVAILABLE -> reply(exchange, 503, "<html>maintenance</html>");
            case UNEXPECTED -> reply(exchange, 500, error("UNKNOWN_EXCEPTION", "An unexpected error occurred"));
            case TOO_MANY_AT_ONCE ->
                reply(exchange, 403, error("REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded."));
            case SESSION_EXPIRED -> {
                firstGoodToken.accumulateAndGet(token(exchange) + 1, Math::max);
                sessionExpired(exchange);
            }
            case CURSOR_LOST -> reply(exchange, 400, error("INVALID_QUERY_LOCATOR", "invalid query locator"));
            case RESET -> exchange.close();
            case HALF_A_BODY -> {
                byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case NO_BODY -> reply(exchange, 200, "");
            case NOT_JSON -> reply(exchange, 200, "<html>log in</html>");
            case SLOW -> {
                pause(1_000);
                reply(exchange, 200, page);
            }
            case SILENT -> {
                pause(10_000);
                exchange.close();
            }
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private static String firstPage(HttpExchange exchange) throws IOException {
        String soql = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        var key = KEY.matcher(soql);
        if (!key.find()) {
            throw new IOException("no key in a query");
        }
        return page(Long.parseLong(key.group(1)), 0);
    }

    private static String furtherPage(String path) {
        String locator = path.substring(path.lastIndexOf('/') + 1);
        String[] parts = locator.substring("01g".length()).split("-", -1);
        return page(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    private static String page(long key, int first) {
        int end = Math.min(first + PAGE_SIZE, rows(key));
        boolean done = end == rows(key);
        var page = new StringBuilder("{\"totalSize\":%d,\"done\":%b,".formatted(rows(key), done));
        if (!done) {
            page.append("\"nextRecordsUrl\":\"/services/data/v66.0/query/01g%d-%d\",".formatted(key, end));
        }
        page.append("\"records\":[");
        for (int i = first; i < end; i++) {
            page.append(i == first ? "" : ",")
                    .append("{\"attributes\":{\"type\":\"Contact\"},\"Name\":\"")
                    .append(name(key, i))
                    .append("\"}");
        }
        return page.append("]}").toString();
    }

    private static String error(String code, String message) {
        return "[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
