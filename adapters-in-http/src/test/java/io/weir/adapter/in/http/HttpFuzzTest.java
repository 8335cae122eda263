package io.weir.adapter.in.http;

import static io.weir.adapter.in.http.RunningWeir.AD_HOC;
import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.webhook.WebhookTest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Damages requests byte by byte. The data server answers or closes the connection, without a failure of Weir's, and
 * serves the next caller. {@code -Dfuzz.tries=1000000} goes on for long.
 */
final class HttpFuzzTest {
    /**
     * Failures that are the request's: an encoding or a version that is not spoken, a schema that the answer breaks.
     */
    private static final Set<String> NO_FAILURES_OF_WEIRS =
            Set.of("unsupported_transfer_encoding", "http_version_not_supported", "answer_broke_contract");

    private static final long MOST_GROWTH = 32L << 20;
    private static final int WARM = 150;

    private static final RunningWeir WEIR = RunningWeir.with(
            row("Id", "003", "Name", "Ada", "Account", row("Name", "x")), row("Id", "004", "Name", null));

    private static int sent;
    private static long heapWhenWarm;

    @AfterContainer
    static void stop() {
        long heap = sent > WARM ? usedHeap() : 0;
        WEIR.close();
        assertThat(heap - heapWhenWarm).as("growth of the heap").isLessThan(MOST_GROWTH);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void answersWhateverComesAndServesTheNext(@ForAll("requests") byte[] request) {
        for (var answer : RawAnswer.to(WEIR.port(), request)) {
            if (answer.status() >= 400) {
                answer.assertTellsWhatAnErrorTells();
            } else {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).matches("(?s)\\{\"records\":\\[.*|\\{\"status\":\"UP\"}|");
            }
            if (answer.status() >= 500 && !answer.body().isEmpty()) {
                assertThat(NO_FAILURES_OF_WEIRS).anyMatch(code -> answer.body().contains("\"code\":\"" + code + "\""));
            }
        }
        assertThat(WEIR.post("{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}")
                        .statusCode())
                .isEqualTo(200);
        forget();
    }

    /** Forgets what the test itself keeps of each run. */
    private static void forget() {
        WEIR.asked.clear();
        WEIR.deadlines.clear();
        WEIR.history.executions.clear();
        if (++sent == WARM) {
            heapWhenWarm = usedHeap();
        }
    }

    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Provide
    Arbitrary<byte[]> requests() {
        WEIR.readiness.started();
        WEIR.readiness.warmedUp();
        return Combinators.combine(
                        requestLines(), headers(), bodies(), damages().list().ofMaxSize(4))
                .as((line, headers, body, damages) -> {
                    String framing = headers.contains("chunked")
                            ? chunked(body)
                            : "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
                    byte[] request = (line + "Host: weir\r\n" + headers + framing).getBytes(StandardCharsets.UTF_8);
                    for (var damage : damages) {
                        request = damage.done(request);
                    }
                    return request;
                });
    }

    private static String chunked(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return "Transfer-Encoding: chunked\r\n\r\n"
                + (bytes.length == 0 ? "" : Integer.toHexString(bytes.length) + "\r\n" + body + "\r\n") + "0\r\n\r\n";
    }

    private static Arbitrary<String> requestLines() {
        var methods = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just("POST")),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "post",
                                "BREW")));
        var paths = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(AD_HOC)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "/",
                                "/cxone/data-action/other",
                                "/cxone/data-action/",
                                "/observe/health/ready",
                                "/observe/health/live",
                                "/observe/metrics",
                                AD_HOC + "?explain=true",
                                AD_HOC + "?a=%00&b",
                                AD_HOC + "/../salesforce-query",
                                AD_HOC + ";a=b",
                                "/%2e%2e/%2F",
                                "//" + AD_HOC,
                                "*",
                                "http://weir" + AD_HOC)));
        var versions = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.just("HTTP/1.1")),
                Tuple.of(1, Arbitraries.of("HTTP/1.0", "HTTP/2", "http/1.1", "")));
        return Combinators.combine(methods, paths, versions).as("%s %s %s\r\n"::formatted);
    }

    private static Arbitrary<String> headers() {
        return Arbitraries.of(
                        "Content-Type: application/json",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Type: text/plain; charset=utf-16",
                        "Content-Type: multipart/form-data; boundary=x",
                        "Content-Type: \u0001",
                        "Content-Encoding: gzip",
                        "Content-Encoding: identity",
                        "Content-Length: 5",
                        "Transfer-Encoding: gzip, chunked",
                        "X-Ignored: chunked",
                        "Accept: application/problem+json",
                        "Accept: ;;,",
                        "Accept-Encoding: gzip",
                        "Expect: 100-continue",
                        "Connection: close",
                        "Connection: keep-alive, upgrade",
                        "Upgrade: h2c",
                        "X-Request-Id: c-1",
                        "X-Request-Id: \u00e9",
                        "X-Timeout-Ms: 1000",
                        "X-Timeout-Ms: -1",
                        "Host: other",
                        "Authorization: Bearer x",
                        "Origin: null",
                        "Range: bytes=0-1",
                        "Cookie: a=b",
                        ": x",
                        " folded")
                .list()
                .ofMaxSize(3)
                .map(lines -> lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n");
    }

    /** A query whose parts are mostly valid, or else any JSON. */
    private static Arbitrary<String> bodies() {
        var names = Arbitraries.of("\"Contact\"", "\"Name\"", "\"Account.Name\"", "\"Id\"", "\"a b\"", "\"\"");
        var conditions = Combinators.combine(
                        Arbitraries.of("=", "!=", "IN", "LIKE", "contains", "is_null", "none", ">="),
                        Arbitraries.oneOf(json(2), Arbitraries.of("\"x\"", "[\"x\",\"y\"]", "1", "true")),
                        Arbitraries.of("", ",\"type\":\"string\"", ",\"type\":\"datetime\"", ",\"type\":3"))
                .as("{\"op\":\"%s\",\"val\":%s%s}"::formatted);
        var members = Arbitraries.oneOf(
                Combinators.combine(names, conditions).as("\"filters\":{%s:%s}"::formatted),
                names.map("\"relationships\":{\"Account\":[%s]}"::formatted),
                json(3).map("\"where\":%s"::formatted),
                json(3).map("\"children\":%s"::formatted),
                json(2).map("\"aggregates\":%s"::formatted),
                json(2).map("\"group_by\":%s"::formatted),
                json(2).map("\"having\":%s"::formatted),
                json(3).map("\"expected_schema\":%s"::formatted),
                names.map("\"order_by\":[%s]"::formatted),
                json(1).map("\"limit\":%s"::formatted),
                json(1).map("\"offset\":%s"::formatted),
                json(2).map("\"fields\":%s"::formatted));
        var queries = members.list()
                .ofMaxSize(3)
                .map(more -> "{\"object_name\":\"Contact\",\"fields\":[\"Id\",\"Name\"]"
                        + (more.isEmpty() ? "" : "," + String.join(",", more)) + "}");
        return Arbitraries.oneOf(queries, queries, queries, json(4), Arbitraries.just(WebhookTest.TUTORIAL));
    }

    private static Arbitrary<String> json(int depth) {
        Arbitrary<String> scalars = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "1e999999999",
                "1" + "0".repeat(200),
                "\"\"",
                "\"Contact\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"' OR Id != '\"",
                "\"" + "x".repeat(5_000) + "\"",
                "[".repeat(40) + "]".repeat(40),
                "NaN",
                "");
        if (depth == 0) {
            return scalars;
        }
        var inner = json(depth - 1);
        var keys = Arbitraries.of(
                "and", "or", "not", "field", "op", "val", "type", "$ref", "items", "pattern", "allOf", "a\\u0000", "");
        return Arbitraries.oneOf(
                scalars,
                inner.list().ofMaxSize(3).map(values -> "[" + String.join(",", values) + "]"),
                Combinators.combine(keys, inner)
                        .as("\"%s\":%s"::formatted)
                        .list()
                        .ofMaxSize(3)
                        .map(members -> "{" + String.join(",", members) + "}"));
    }

    /** One thing that happens to the bytes of a request. */
    private sealed interface Damage {
        byte[] done(byte[] request);

        record Changed(int at, byte by) implements Damage {
            @Override
            public byte[] done(byte[] request) {
                if (request.length > 0) {
                    request[at % request.length] = by;
                }
                return request;
            }
        }

        /** Omits or repeats a range of bytes. */
        record Cut(int from, int length, boolean twice) implements Damage {
            @Override
            public byte[] done(byte[] request) {
                int begin = Math.min(from, request.length);
                int end = Math.min(begin + length, request.length);
                String text = new String(request, StandardCharsets.ISO_8859_1);
                return (text.substring(0, twice ? end : begin) + text.substring(twice ? begin : end))
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
        }

        record Inserted(int at, String what) implements Damage {
            @Override
            public byte[] done(byte[] request) {
                String text = new String(request, StandardCharsets.ISO_8859_1);
                int place = Math.min(at, text.length());
                return (text.substring(0, place) + what + text.substring(place)).getBytes(StandardCharsets.ISO_8859_1);
            }
        }
    }

    private static Arbitrary<Damage> damages() {
        var places = Arbitraries.integers().between(0, 600);
        var inserted = Arbitraries.of(List.of(
                "\r\n", "\n", "\r", "\0", " ", ":", "\t", "\"", "{", "]", ",", "\u00ff", "\r\n\r\n", "%", "0\r\n\r\n"));
        return Arbitraries.oneOf(
                Combinators.combine(places, Arbitraries.bytes()).as(Damage.Changed::new),
                Combinators.combine(places, Arbitraries.integers().between(1, 60), Arbitraries.of(true, false))
                        .as(Damage.Cut::new),
                Combinators.combine(places, inserted).as(Damage.Inserted::new));
    }
}
