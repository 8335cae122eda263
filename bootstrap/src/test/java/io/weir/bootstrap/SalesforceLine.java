package io.weir.bootstrap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The line between Weir and an org: it passes requests and answers on, and can break at any of them.
 *
 * <p>Thread-safe.
 */
public final class SalesforceLine implements AutoCloseable {
    private static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "content-length", "host", "upgrade");

    private final URI org;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Break breaks = (_, _) -> false;

    /** Where a request is. */
    public enum Moment {
        /** All of it is on the line, and the org has nothing of it yet. */
        SENT,
        /** The org has answered, and Weir has nothing of the answer yet. */
        ANSWERED
    }

    /** Decides where the line breaks. Called by one thread for each request, which waits. */
    @FunctionalInterface
    public interface Break {
        /**
         * Whether the line breaks.
         *
         * @param request the path and the body
         */
        boolean at(Moment moment, String request) throws InterruptedException;
    }

    /** A line to {@code org} that does not break. */
    public SalesforceLine(URI org) throws IOException {
        this.org = org;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    /** The end that Weir calls. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Breaks where {@code next} says, from the next request on. */
    public void breakAt(Break next) {
        breaks = next;
    }

    /** Whether {@code request} writes a record. */
    public static boolean writes(String request) {
        return (request.contains("/sobjects/") && request.contains("{"))
                || request.contains("/ui-api/records")
                || request.contains("/composite");
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String request = exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8);
            if (breaks.at(Moment.SENT, request)) {
                return;
            }
            var answer = http.send(passedOn(exchange, body), BodyHandlers.ofByteArray());
            if (!breaks.at(Moment.ANSWERED, request)) {
                answer(exchange, answer);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest passedOn(HttpExchange exchange, byte[] body) {
        var request = HttpRequest.newBuilder(org.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))
                    && !name.equalsIgnoreCase("transfer-encoding")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body = answer.body();
        if (exchange.getRequestURI().getPath().contains("/oauth2/")) {
            // the org names itself as it is called here
            body = new String(body, StandardCharsets.UTF_8)
                    .replace(org.toString(), uri().toString())
                    .getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.close();
    }
}
