package io.weir.bootstrap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A Salesforce that answers the first query with 503 and every other one with one contact. It describes nothing. */
final class RetriedSalesforce implements AutoCloseable {
    /** The headers of all requests. */
    final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RetriedSalesforce() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        } catch (IOException noServer) {
            throw new AssertionError(noServer);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** The settings of a Weir for this org. */
    Map<String, String> environment() {
        return Map.of(
                "SF_LOGIN_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
                "SF_CLIENT_ID", "the-client",
                "SF_CLIENT_SECRET", "the-secret",
                "WEIR_AUTH", "none",
                "WEIR_WARM_UP_TIME", "0s",
                "SF_RETRY_FIRST_WAIT", "1ms");
    }

    private void answer(HttpExchange exchange) throws IOException {
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        URI uri = exchange.getRequestURI();
        if (uri.getPath().endsWith("/oauth2/token")) {
            reply(
                    exchange,
                    200,
                    "{\"access_token\":\"a\",\"instance_url\":\"http://127.0.0.1:%d\"}"
                            .formatted(server.getAddress().getPort()));
        } else if (!uri.getPath().endsWith("/query")) {
            reply(exchange, 500, "[]");
        } else {
            queries.add(uri.getRawQuery());
            if (queries.size() == 1) {
                reply(exchange, 503, "[]");
            } else {
                reply(exchange, 200, "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"003000000000001AAA\"}]}");
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
