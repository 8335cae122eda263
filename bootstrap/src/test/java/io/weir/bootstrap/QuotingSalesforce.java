package io.weir.bootstrap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A Salesforce that logs Weir in and then fails in every way, quoting people's data wherever it can. */
final class QuotingSalesforce implements AutoCloseable {
    private record Failure(int status, String body) {}

    private static final String QUOTE =
            "near '" + PlantedValues.PHONE + "' and " + PlantedValues.NAME + " <" + PlantedValues.EMAIL + ">";
    private static final List<Failure> FAILURES = List.of(
            new Failure(400, error("MALFORMED_QUERY", QUOTE)),
            new Failure(400, error("MALFORMED_SEARCH", "unexpected token FIND {4155550188} " + QUOTE)),
            new Failure(
                    200,
                    "{\"searchRecords\":[{\"attributes\":{\"type\":\"Contact\"},\"Id\":\"003\",\"Name\":\""
                            + PlantedValues.NAME + "\",\"Phone\":\"" + PlantedValues.PHONE + "\"}]}"),
            new Failure(200, "{\"totalSize\":0,\"done\":true,\"records\":[]}"),
            new Failure(400, error("INVALID_FIELD", "No such column 'Phone' on entity 'Contact'. " + QUOTE)),
            new Failure(400, error(PlantedValues.NAME, QUOTE)),
            new Failure(403, error("4155550188", QUOTE)),
            new Failure(403, error("REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn " + QUOTE)),
            new Failure(404, error("NOT_FOUND", QUOTE)),
            new Failure(500, error("UNKNOWN_EXCEPTION", QUOTE)),
            new Failure(500, "<html>" + QUOTE + "</html>"),
            new Failure(503, QUOTE),
            new Failure(200, "<html>" + QUOTE + "</html>"),
            new Failure(
                    200,
                    "{\"totalSize\":1,\"done\":true,\"records\":[{\"Name\":\"" + PlantedValues.NAME + "\",\"Phone\":"),
            new Failure(200, "{\"totalSize\":\"" + PlantedValues.PHONE + "\",\"done\":true,\"records\":[]}"),
            new Failure(
                    200,
                    "{\"totalSize\":2,\"done\":false,\"nextRecordsUrl\":\"/" + PlantedValues.PHONE
                            + "\",\"records\":[]}"),
            new Failure(
                    200,
                    "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Contact\"},\"Id\":\"003\",\"Name\":\""
                            + PlantedValues.NAME + "\",\"Phone\":\"" + PlantedValues.PHONE + "\"}]}"));

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final boolean lettingIn;

    private QuotingSalesforce(boolean lettingIn) {
        this.lettingIn = lettingIn;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        } catch (IOException noServer) {
            throw new AssertionError(noServer);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/services/oauth2/token", this::login);
        server.createContext("/services/data", exchange -> reply(exchange, next()));
        server.start();
    }

    static QuotingSalesforce lettingIn() {
        return new QuotingSalesforce(true);
    }

    /** One that takes no secret, and quotes the one it got. */
    static QuotingSalesforce keepingOut() {
        return new QuotingSalesforce(false);
    }

    /** How many different failures it has. */
    static int failures() {
        return FAILURES.size();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A description of an object is always one failure, so that each query gets the next of the list. */
    private Failure next() {
        return FAILURES.get(Math.floorMod(asked.getAndIncrement(), FAILURES.size()));
    }

    private void login(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        reply(
                exchange,
                lettingIn
                        ? new Failure(200, """
                            {"access_token":"%s","instance_url":"%s","token_type":"Bearer","issued_at":"1"}\
                            """.formatted(PlantedValues.SESSION, uri()))
                        : new Failure(400, """
                            {"error":"invalid_client","error_description":"of %s, who sent %s"}\
                            """.formatted(PlantedValues.NAME, body)));
    }

    private static String error(String code, String message) {
        return "[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message);
    }

    private static void reply(HttpExchange exchange, Failure failure) throws IOException {
        try (exchange) {
            byte[] bytes = failure.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Sforce-Limit-Info", "api-usage=" + PlantedValues.PHONE);
            exchange.sendResponseHeaders(failure.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
