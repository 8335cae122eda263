package io.weir.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.wiring.Weir;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a request that runs while Weir is told to stop, with a Salesforce that takes its time. */
@Timeout(60)
class StopTest {
    private static final String PAGE =
            "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Contact\"},\"Id\":\"003\"}]}";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer salesforce = slowSalesforce();

    @AfterEach
    void stop() {
        answer.countDown();
        salesforce.stop(0);
        http.close();
    }

    @Test
    void finishesWhatRunsAndSaysFirstThatItIsNotReady() throws Exception {
        var weir = Weir.start(
                Config.from(Map.of(
                        "WEIR_HOST", "127.0.0.1",
                        "WEIR_PORT", "0",
                        "WEIR_ADMIN_PORT", "0",
                        "WEIR_AUTH", "none",
                        "WEIR_WARM_UP_TIME", "0",
                        "WEIR_STORE_ENABLED", "false",
                        "SF_LOGIN_URL", base(),
                        "SF_CLIENT_ID", "a",
                        "SF_CLIENT_SECRET", "b")),
                Services.get(MeterRegistry.class),
                Clock.systemUTC(),
                new SecureRandom());
        var request = HttpRequest.newBuilder(weir.data().resolve("/cxone/data-action/salesforce-query"))
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"object_name\":\"Contact\",\"fields\":[\"Id\"],\"filters\":{\"Name\":{\"op\":\"=\",\"val\":\"A\"}}}"))
                .build();
        var running = http.sendAsync(request, BodyHandlers.ofString());
        asked.await();

        try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            var stopped = stopping.submit(weir::close);
            var ready = HttpRequest.newBuilder(weir.admin().resolve("/observe/health/ready"))
                    .build();
            while (http.send(ready, BodyHandlers.discarding()).statusCode() != 503) {
                Thread.onSpinWait();
            }
            assertThat(stopped).isNotDone();
            answer.countDown();
            stopped.get();
        }
        assertThat(running.get().statusCode()).isEqualTo(200);
        assertThat(running.get().body()).endsWith("\"total_size\":1}");
    }

    private String base() {
        return "http://127.0.0.1:" + salesforce.getAddress().getPort();
    }

    private HttpServer slowSalesforce() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/services/oauth2/token", exchange -> reply(exchange, """
                {"access_token":"t","instance_url":"%s","token_type":"Bearer","issued_at":"1"}\
                """.formatted(base())));
            server.createContext("/services/data/v66.0/query", exchange -> {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
                reply(exchange, PAGE);
            });
            server.start();
            return server;
        } catch (IOException noServer) {
            throw new AssertionError(noServer);
        }
    }

    private static void reply(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
