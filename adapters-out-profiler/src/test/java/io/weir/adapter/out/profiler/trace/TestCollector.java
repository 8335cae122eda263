package io.weir.adapter.out.profiler.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A collector on a free port. Keeps what it accepts. */
public final class TestCollector implements AutoCloseable {
    /** What it received, in order, whatever it answered. */
    public final List<byte[]> bodies = new CopyOnWriteArrayList<>();

    /** The headers of these requests. */
    public final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

    private final List<ExportTraceServiceRequest> accepted = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean accepting = true;
    private volatile Behaviour behaviour = exchange -> answer(exchange, 200, "");

    private interface Behaviour {
        void reply(HttpExchange exchange) throws IOException;
    }

    public TestCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        } catch (IOException noServer) {
            throw new AssertionError(noServer);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    public TestCollector answering(int status, String body) {
        behaviour = exchange -> answer(exchange, status, body);
        accepting = status == 200;
        return this;
    }

    /** From now on it answers nothing until it is closed. */
    public TestCollector silent() {
        behaviour = exchange -> await();
        accepting = false;
        return this;
    }

    /** From now on it begins an answer, and does not end it until it is closed. */
    public TestCollector endless() {
        accepting = false;
        behaviour = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        };
        return this;
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The spans that it accepted. */
    public List<Span> spans() {
        return accepted.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** Whether it accepts a request within {@code time}. */
    boolean acceptsWithin(Duration time) throws InterruptedException {
        return arrivals.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What these spans say about the Weir that sent them. */
    public Map<String, Object> resource() {
        return Attributes.of(
                accepted.getFirst().getResourceSpans(0).getResource().getAttributesList());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(body);
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            if (accepting) {
                accepted.add(ExportTraceServiceRequest.parseFrom(body));
                arrivals.release();
            }
            behaviour.reply(exchange);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
