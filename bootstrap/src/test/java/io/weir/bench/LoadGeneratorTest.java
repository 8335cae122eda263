package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A benchmark that misses failures is worse than none. */
class LoadGeneratorTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void countsEveryAnswerOfTheStandIn() throws Exception {
        try (var salesforce = StandInSalesforce.start()) {
            var load = LoadGenerator.load(Exchange.query(salesforce.port()), 8, SHORT);

            assertThat(load.failed()).isZero();
            assertThat(load.answered()).isPositive().isEqualTo(salesforce.queries());
            assertThat(load.p50()).isPositive().isLessThanOrEqualTo(load.p99());
        }
    }

    @Test
    void passThroughBringsTheRecordBack() throws Exception {
        try (var salesforce = StandInSalesforce.start()) {
            var passThrough = EmptyPassThrough.start(salesforce.port());
            try {
                var load = LoadGenerator.load(Exchange.lookup(passThrough.port(), "key"), 2, SHORT);

                assertThat(load.failed()).isZero();
                assertThat(load.answered()).isPositive().isEqualTo(salesforce.queries());
                assertThat(salesforce.logins()).isZero();
            } finally {
                passThrough.stop();
            }
        }
    }

    @Test
    void constantAnswersWhatTheActionAsks() throws Exception {
        var constant = ConstantAnswer.start();
        try {
            var load = LoadGenerator.load(Exchange.action(constant.port(), "key"), 2, SHORT);

            assertThat(load.failed()).isZero();
            assertThat(load.answered()).isPositive();
        } finally {
            constant.stop();
        }
    }

    @Test
    void standInCountsALoginAndKnowsNoOtherPath() throws Exception {
        try (var salesforce = StandInSalesforce.start();
                var client = HttpClient.newHttpClient()) {
            var base = URI.create("http://127.0.0.1:" + salesforce.port());
            var login = HttpRequest.newBuilder(base.resolve("/services/oauth2/token"))
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                    .build();
            var limits = HttpRequest.newBuilder(base.resolve("/services/data/v66.0/limits"))
                    .build();
            var text = HttpResponse.BodyHandlers.ofString();

            assertThat(client.send(login, text).body()).contains("\"instance_url\":\"" + base + "\"");
            assertThat(client.send(limits, text).statusCode()).isEqualTo(404);
            assertThat(salesforce.logins()).isEqualTo(1);
            assertThat(salesforce.queries()).isZero();
        }
    }

    @Test
    void noTwoRequestsInARowAreAlike() {
        for (var exchange : List.of(Exchange.query(1), Exchange.lookup(1, "key"))) {
            var request = exchange.request();
            var sent = new HashSet<ByteBuffer>();
            for (int number = 0; number < 1_000; number++) {
                exchange.vary(request, number);
                byte[] bytes = new byte[request.limit()];
                request.get(0, bytes);
                sent.add(ByteBuffer.wrap(bytes));
            }

            assertThat(sent).hasSize(1_000);
        }
    }

    @Test
    void anErrorIsAFailure() throws Exception {
        assertOnlyFailures(503, "\"Id\":\"" + StandInSalesforce.RECORD_ID + "\"");
    }

    @Test
    void anAnswerWithoutTheRecordIsAFailure() throws Exception {
        assertOnlyFailures(200, "{\"records\":[],\"total_size\":0}");
    }

    private static void assertOnlyFailures(int status, String body) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            var load = LoadGenerator.load(Exchange.lookup(server.getAddress().getPort(), "key"), 2, SHORT);

            assertThat(load.answered()).isZero();
            assertThat(load.failed()).isPositive();
        } finally {
            server.stop(0);
        }
    }
}
