package io.weir.adapter.in.http.listener;

import static io.weir.adapter.in.http.RunningWeir.AD_HOC;
import static io.weir.adapter.in.http.webhook.WebhookTest.TUTORIAL;
import static io.weir.adapter.in.http.webhook.WebhookTest.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.auth.TestCallers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens on the wire before, around and instead of a request. */
final class IngressFilterTest {
    private static final String HEAD = "POST " + AD_HOC + " HTTP/1.1\r\nHost: weir\r\n";
    private static final String BODY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";
    private static final String WITH_BODY = "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    static Stream<Arguments> brokenRequests() {
        String host = "Host: weir\r\n";
        return Stream.of(
                arguments("GET\r\n\r\n", 400, "bad_http_request"),
                arguments("GET / HTTP/1.1\r\n\r\n", 400, "bad_http_request"),
                arguments("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "bad_http_request"),
                arguments("GET /%zz HTTP/1.1\r\n" + host + "\r\n", 400, "bad_http_request"),
                arguments("GET /?a={b} HTTP/1.1\r\n" + host + "\r\n", 400, "bad_http_request"),
                arguments("GET / HTTP/1.1\r\n" + host + "Bad Header: x\r\n\r\n", 400, "bad_http_request"),
                arguments("GET / HTTP/3.3\r\n" + host + "\r\n", 400, "bad_http_request"),
                arguments(HEAD + "Content-Length: ten\r\n\r\n", 400, "bad_http_request"),
                arguments(HEAD + "Content-Length: -1\r\n\r\n", 400, "bad_http_request"),
                arguments(
                        HEAD + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400,
                        "bad_http_request"),
                arguments(HEAD + "Transfer-Encoding: identity\r\n\r\n", 400, "bad_http_request"),
                arguments(HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501, "unsupported_transfer_encoding"),
                arguments(HEAD + "Content-Encoding: br\r\n" + WITH_BODY, 415, "unsupported_media_type"),
                arguments(HEAD + "Content-Length: 300000\r\n\r\n" + "x".repeat(300_000), 413, "payload_too_large"),
                arguments("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\n" + host + "\r\n", 414, "uri_too_long"),
                arguments(
                        "GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(20_000) + "\r\n\r\n",
                        400,
                        "bad_http_request"));
    }

    @ParameterizedTest
    @MethodSource("brokenRequests")
    void answersABrokenRequestInItsOwnWords(String request, int status, String code) {
        try (var weir = RunningWeir.with()) {
            assertThat(weir.raw(request.replaceFirst("\r\n", "\r\nConnection: close\r\n")))
                    .startsWith("HTTP/1.1 " + status)
                    .contains("\"code\":\"" + code + "\"", "\"status\":" + status, "\"ok\":\"false\"")
                    .contains("X-Request-Id: ", "Content-Type: application/json; charset=utf-8", "Content-Length: ");
            assertThat(weir.asked).isEmpty();
        }
    }

    @Test
    void refusesABrokenChunk() {
        try (var weir = RunningWeir.with()) {
            assertThat(weir.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY + "\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"code\":\"bad_http_request\"");
        }
    }

    @Test
    void keepsTheConnectionBehindARefusalThatReadNoBody() {
        try (var weir = RunningWeir.knowing(TestCallers.withKey("right", RunningWeir.CALLER))) {
            String answers =
                    weir.raw(HEAD + WITH_BODY + HEAD + "X-API-Key: right\r\nConnection: close\r\n" + WITH_BODY);

            assertThat(answers).startsWith("HTTP/1.1 401").contains("HTTP/1.1 200");
            assertThat(weir.asked).hasSize(1);
        }
    }

    @Test
    void asksForABodyOnlyIfItWantsOne() {
        String expecting = "Expect: 100-continue\r\nConnection: close\r\n" + WITH_BODY;
        try (var weir = RunningWeir.knowing(TestCallers.withKey("right", RunningWeir.CALLER))) {
            assertThat(weir.raw(HEAD + "X-API-Key: right\r\n" + expecting))
                    .startsWith("HTTP/1.1 100")
                    .contains("HTTP/1.1 200");
            assertThat(weir.raw(HEAD + expecting)).startsWith("HTTP/1.1 401").doesNotContain("HTTP/1.1 100");
        }
    }

    @Test
    void cutsASlowBody() {
        try (var weir = RunningWeir.impatient()) {
            assertThat(weir.raw(HEAD + "Content-Length: 100\r\n\r\n{\"object_name\":"))
                    .isEmpty();
            assertThat(weir.raw("POST /nowhere HTTP/1.1\r\nHost: weir\r\nContent-Length: 100\r\n\r\n{"))
                    .startsWith("HTTP/1.1 404");
            assertThat(weir.post(BODY).statusCode()).isEqualTo(200);
            assertThat(weir.asked).hasSize(1);
        }
    }

    static Stream<Arguments> credentials() {
        return Stream.of(
                arguments("", 401),
                arguments("Authorization: Bearer right\r\n", 200),
                arguments("Authorization: bearer  right \r\n", 200),
                arguments("X-API-Key: right\r\n", 200),
                arguments("x-api-key: right\r\n", 200),
                arguments("Authorization: Bearer wrong\r\n", 401),
                arguments("Authorization: Bearer righ\r\n", 401),
                arguments("Authorization: Bearer right2\r\n", 401),
                arguments("Authorization: Basic right\r\n", 401),
                arguments("Authorization: right\r\n", 401),
                arguments("Authorization: Bearer \r\n", 401),
                arguments("X-API-Key: \r\n", 401),
                arguments("X-API-Key: Right\r\n", 401),
                arguments("Authorization: Bearer wrong\r\nX-API-Key: right\r\n", 200),
                arguments("Authorization: Bearer right\r\nX-API-Key: wrong\r\n", 200));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void letsInWhoSendsTheKey(String credential, int status) {
        try (var weir = RunningWeir.knowing(TestCallers.withKey("right", RunningWeir.CALLER))) {
            String answer = weir.raw(HEAD + credential + "Connection: close\r\n" + WITH_BODY);

            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer.contains("WWW-Authenticate: Bearer")).isEqualTo(status == 401);
            assertThat(weir.asked).hasSize(status == 200 ? 1 : 0);
        }
    }

    @Test
    void takesNoKeyFromTheQueryString() {
        try (var weir = RunningWeir.knowing(TestCallers.withKey("right", RunningWeir.CALLER))) {
            assertThat(weir.send(
                                    "POST",
                                    AD_HOC + "?apiKey=right&X-API-Key=right",
                                    BODY.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void showsNoKey() {
        assertThat(TestCallers.withKey("right", RunningWeir.CALLER)).asString().doesNotContain("right");
        assertThatThrownBy(() -> TestCallers.withKey(" ", RunningWeir.CALLER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTheUnknownBeforeItReadsWhatTheySent() {
        try (var weir = RunningWeir.knowing(TestCallers.withKey("right", RunningWeir.CALLER))) {
            var answer = weir.post("no JSON", "X-Request-Id", "c-1");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("\"code\":\"unauthorized\"", "\"request_id\":\"c-1\"");
            assertThat(header(answer, "X-Request-Id")).isEqualTo("c-1");
        }
    }

    @Test
    void finishesWhatItIsAnsweringWhenItStops() throws Exception {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var weir = RunningWeir.on(query -> {
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return RunningWeir.page();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> weir.post(TUTORIAL));
            asked.await();
            var stopped = threads.submit(weir::close);
            goOn.countDown();

            assertThat(answer.get().statusCode()).isEqualTo(200);
            stopped.get();
        }
    }
}
