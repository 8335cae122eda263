package io.weir.adapter.in.http;

import static io.weir.adapter.in.http.RunningWeir.AD_HOC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no client library sends: requests that two servers could read in two ways, that are cut off, or that are no
 * HTTP/1.1. Each is refused or read in the one way there is, no request that hides in it reaches an endpoint, and the
 * next client is served.
 */
final class RawSocketTest {
    private static final String POST = "POST " + AD_HOC + " HTTP/1.1\r\nHost: weir\r\n";
    private static final String BODY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";
    private static final String GOOD = POST + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    private static final String HIDDEN = GOOD.replace("Contact", "Hidden");
    private static final String CHUNKS = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";

    private static final RunningWeir WEIR = RunningWeir.with();

    @AfterAll
    static void stop() {
        WEIR.close();
    }

    @BeforeEach
    void forget() {
        WEIR.asked.clear();
    }

    /** Requests that must be refused, whatever comes behind them. */
    static Stream<Arguments> smuggling() {
        return Stream.of(
                arguments("CL.TE", POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("TE.CL", POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + HIDDEN),
                arguments("two lengths", POST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + HIDDEN),
                arguments("two lengths, same", POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + HIDDEN),
                arguments("a list of lengths", POST + "Content-Length: 0, 5\r\n\r\n" + HIDDEN),
                arguments("a list of the same", POST + "Content-Length: 2, 2\r\n\r\n{}" + HIDDEN),
                arguments("a signed length", POST + "Content-Length: +2\r\n\r\n{}" + HIDDEN),
                arguments("minus nothing", POST + "Content-Length: -0\r\n\r\n" + HIDDEN),
                arguments("a length in hexadecimal", POST + "Content-Length: 0x2\r\n\r\n{}" + HIDDEN),
                arguments("a length with a space", POST + "Content-Length: 0 2\r\n\r\n" + HIDDEN),
                arguments("an empty length", POST + "Content-Length:\r\n\r\n" + HIDDEN),
                arguments("a length beyond a long", POST + "Content-Length: 18446744073709551618\r\n\r\n{}" + HIDDEN),
                arguments("a space before the colon", POST + "Content-Length : 4\r\n\r\n{} \n" + HIDDEN),
                arguments("a space before TE's colon", POST + "Transfer-Encoding : chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("TE: xchunked", POST + "Transfer-Encoding: xchunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("TE: chunked, identity", POST + "Transfer-Encoding: chunked, identity\r\n\r\n" + CHUNKS),
                arguments("TE: identity", POST + "Transfer-Encoding: identity\r\n\r\n" + HIDDEN),
                arguments("TE: chunked, chunked", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n" + CHUNKS),
                arguments(
                        "TE twice",
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("TE and TE: x", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n" + CHUNKS),
                arguments(
                        "TE with a vertical tab", POST + "Transfer-Encoding: \u000bchunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("TE in quotes", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("an empty TE", POST + "Transfer-Encoding:\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("TE behind a bare LF", POST + "X: y\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("TE behind a bare CR", POST + "X: y\rTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("a folded header", POST + "X: y\r\n z\r\n\r\n" + HIDDEN),
                arguments("a folded TE", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("a folded colon", POST + "X: y\r\n\tTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("a header without a colon", POST + "Transfer-Encoding chunked\r\n\r\n" + CHUNKS + HIDDEN),
                arguments("a header without a name", GOOD.replace("Host: weir", "Host: weir\r\n: a") + HIDDEN),
                arguments("no name in front", GOOD.replace("Host: weir", ": a\r\nHost: weir") + HIDDEN),
                arguments("neither name nor value", GOOD.replace("Host: weir", "Host: weir\r\n:") + HIDDEN),
                arguments("a space for a name", GOOD.replace("Host: weir", "Host: weir\r\n : a") + HIDDEN),
                arguments("a space in a name", GOOD.replace("Host: weir", "Host: weir\r\nX Y: a") + HIDDEN),
                arguments("a tab behind a name", GOOD.replace("Host: weir", "Host: weir\r\nX\t: a") + HIDDEN),
                arguments("a control in a name", GOOD.replace("Host: weir", "Host: weir\r\nX\u0001: a") + HIDDEN),
                arguments("DEL in a name", GOOD.replace("Host: weir", "Host: weir\r\nX\u007f: a") + HIDDEN),
                arguments("a parenthesis in a name", GOOD.replace("Host: weir", "Host: weir\r\nX(: a") + HIDDEN),
                arguments("a letter beyond ASCII", GOOD.replace("Host: weir", "Host: weir\r\n\u00e9: a") + HIDDEN),
                arguments("bare LFs", GOOD.replace("\r\n", "\n")),
                arguments("a bare LF in front of the body", POST + "Content-Length: 2\r\n\n{}" + HIDDEN),
                arguments("no Host", GOOD.replace("Host: weir\r\n", "") + HIDDEN),
                arguments("two Hosts", GOOD.replace("Host: weir", "Host: weir\r\nHost: weir") + HIDDEN),
                arguments("a Host with a path", GOOD.replace("Host: weir", "Host: weir/x") + HIDDEN),
                arguments("a Host with a user", GOOD.replace("Host: weir", "Host: a@weir") + HIDDEN),
                arguments("an empty Host", GOOD.replace("Host: weir", "Host:") + HIDDEN),
                arguments("NUL in a header", GOOD.replace("Host: weir", "Host: weir\r\nX: a\0b") + HIDDEN),
                arguments("NUL in a header's name", GOOD.replace("Host: weir", "Host: weir\r\nX\0: a") + HIDDEN),
                arguments("NUL in the path", GOOD.replace("salesforce-query HTTP", "salesforce-query\0 HTTP") + HIDDEN),
                arguments("NUL in front", "\0" + GOOD + HIDDEN),
                arguments("NUL in the method", GOOD.replaceFirst("POST", "PO\0ST") + HIDDEN),
                arguments("a tab for a space", GOOD.replaceFirst("POST ", "POST\t") + HIDDEN),
                arguments("two spaces", GOOD.replaceFirst("POST ", "POST  ") + HIDDEN),
                arguments("a space too much", GOOD.replaceFirst("query HTTP", "query x HTTP") + HIDDEN),
                arguments("another scheme", GOOD.replaceFirst("HTTP/1.1", "HTTPS/1.1") + HIDDEN),
                arguments("lower case", GOOD.replaceFirst("HTTP/1.1", "http/1.1") + HIDDEN),
                arguments("HTTP/1.2", GOOD.replaceFirst("HTTP/1.1", "HTTP/1.2") + HIDDEN),
                arguments("HTTP/1.0", GOOD.replaceFirst("HTTP/1.1", "HTTP/1.0") + HIDDEN),
                arguments("HTTP/2.0", GOOD.replaceFirst("HTTP/1.1", "HTTP/2.0") + HIDDEN),
                arguments("HTTP/0.9", "GET /\r\n" + HIDDEN),
                arguments("HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0".repeat(9)),
                arguments("TLS", "\u0016\u0003\u0001\0\u00a5\u0001\0\0\u00a1\u0003\u0003\r\n\r\n"),
                arguments("absolute form", GOOD.replaceFirst(" /", " http://weir/") + HIDDEN),
                arguments("absolute form, elsewhere", GOOD.replaceFirst(" /", " http://evil.example/") + HIDDEN),
                arguments("an invalid escape", GOOD.replaceFirst("query HTTP", "query%zz HTTP") + HIDDEN),
                arguments("half an escape", GOOD.replaceFirst("query HTTP", "query% HTTP") + HIDDEN),
                arguments("no slash", GOOD.replaceFirst(" /", " ") + HIDDEN),
                arguments("a fragment", GOOD.replaceFirst("query HTTP", "query#x HTTP") + HIDDEN),
                arguments("an empty fragment", GOOD.replaceFirst("query HTTP", "query# HTTP") + HIDDEN),
                arguments("a fragment behind ?", GOOD.replaceFirst("query HTTP", "query?#x HTTP") + HIDDEN),
                arguments("two fragments", GOOD.replaceFirst("query HTTP", "query##x HTTP") + HIDDEN),
                arguments("authority form", "CONNECT weir:443 HTTP/1.1\r\nHost: weir\r\n\r\n" + HIDDEN),
                arguments("an unknown method", GOOD.replaceFirst("POST", "SPLICE") + ""),
                arguments("headers too long", POST + "X: " + "x".repeat(17_000) + "\r\n\r\n" + HIDDEN),
                arguments("many headers", POST + "X: y\r\n".repeat(4_000) + "\r\n" + HIDDEN),
                arguments("an endless name", POST + "x".repeat(17_000) + HIDDEN),
                arguments("a URI too long", GOOD.replaceFirst("query HTTP", "query?" + "x".repeat(9_000) + " HTTP")),
                arguments("an endless request line", "POST /" + "x".repeat(100_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggling")
    void refusesAndLetsNothingThrough(String what, String request) {
        var seen = sent(request);
        assertThat(seen.statuses()).hasSizeLessThanOrEqualTo(1).allMatch(status -> status >= 400 && status < 600);
        assertThat(seen.statuses()).doesNotContain(500);
        assertNothingRan();
        assertServesTheNext();
    }

    /** Bodies in chunks that a strict reader and a lax one take for different ones. */
    static Stream<Arguments> chunks() {
        String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                arguments("a size in 0x", chunked + "0x2\r\n{}\r\n0\r\n\r\n"),
                arguments("a size beyond an int", chunked + "100000002\r\n{}\r\n0\r\n\r\n"),
                arguments("a size beyond a long", chunked + "10000000000000002\r\n{}\r\n0\r\n\r\n"),
                arguments("a size of FFFFFFFF", chunked + "ffffffff\r\n{}\r\n0\r\n\r\n"),
                arguments("a size of 7FFFFFFF", chunked + "7fffffff\r\n{}\r\n0\r\n\r\n"),
                arguments("a signed size", chunked + "+2\r\n{}\r\n0\r\n\r\n"),
                arguments("a negative size", chunked + "-2\r\n{}\r\n0\r\n\r\n"),
                arguments("a size with spaces", chunked + "2 \r\n{}\r\n0\r\n\r\n"),
                arguments("an empty size", chunked + "\r\n{}\r\n0\r\n\r\n"),
                arguments("a size and a bare LF", chunked + "2\n{}\r\n0\r\n\r\n"),
                arguments("an extension", chunked + "2;x=y\r\n{}\r\n0\r\n\r\n"),
                arguments("an extension with a bare LF", chunked + "2;\n\r\n{}\r\n0\r\n\r\n"),
                arguments("a trailer", chunked + "2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n"),
                arguments("no end of a chunk", chunked + "2\r\n{}0\r\n\r\n"),
                arguments("a truncated size", chunked + "2"),
                arguments("a truncated chunk", chunked + "20\r\n{}"),
                arguments("a chunk without its end", chunked + "2\r\n{}"),
                arguments("no last chunk", chunked + "2\r\n{}\r\n"),
                arguments("no end of the last chunk", chunked + "2\r\n{}\r\n0\r\n"),
                arguments("a truncated body", POST + "Content-Length: 100\r\n\r\n{}"),
                arguments("no body at all", POST + "Content-Length: 100\r\n\r\n"),
                arguments("no end of the headers", POST + "Content-Length: 2\r\n"),
                arguments("half a request line", "POST /cx"),
                arguments("nothing", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chunks")
    void readsABodyInOneWayOrNotAtAll(String what, String request) {
        var seen = sent(request + (request.endsWith("0\r\n\r\n") ? HIDDEN : ""));
        assertThat(seen.statuses()).hasSizeLessThanOrEqualTo(1).allMatch(status -> status == 400 || status == 413);
        assertNothingRan();
        assertServesTheNext();
    }

    @Test
    void closesTheConnectionBehindAChunkedBody() {
        // the web server skips the bytes after a chunk, so it could read a request from within the body
        for (String end : Set.of("\r\n", "XX")) {
            WEIR.asked.clear();
            String size = Integer.toHexString(BODY.length());
            var seen = sent(
                    POST + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + BODY + end + "0\r\n\r\n" + HIDDEN);

            assertThat(seen.statuses()).containsExactly(200);
            assertThat(seen.answer()).contains("Connection: close");
            assertThat(WEIR.asked).hasSize(1);
            assertThat(WEIR.asked.toString()).doesNotContain("Hidden");
        }
        assertServesTheNext();
    }

    @Test
    void answersPipelinedRequestsOneByOneInTheirOrder() {
        WEIR.asked.clear();
        var seen = sent(GOOD + GOOD.replace("\"Contact\"", "3        ") + "GET /nowhere HTTP/1.1\r\nHost: weir\r\n\r\n"
                + GOOD + GOOD.replace("Host: weir", "Host: weir\r\nConnection: close") + HIDDEN);

        assertThat(seen.statuses()).containsExactly(200, 400, 404, 200, 200);
        assertThat(WEIR.asked).hasSize(3);
    }

    @Test
    void upgradesToNothing() {
        WEIR.asked.clear();
        for (String to : Set.of("h2c", "websocket", "TLS/1.0")) {
            var seen =
                    sent("GET /nowhere HTTP/1.1\r\nHost: weir\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: " + to
                            + "\r\n"
                            + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                            + "Sec-WebSocket-Key: x\r\n"
                            + "Sec-WebSocket-Version: 13\r\n\r\n");
            assertThat(seen.statuses()).containsExactly(404);
        }
        assertNothingRan();
        assertServesTheNext();
    }

    @Test
    void refusesAnUnknownMethodBeforeItReadsTheBody() {
        var seen = sent("SPLICE " + AD_HOC + " HTTP/1.1\r\nHost: weir\r\nConnection: close\r\nExpect: 100-continue\r\n"
                + "Content-Length: 1000000\r\n\r\n");
        assertThat(seen.statuses()).containsExactly(405);
        assertThat(seen.answer()).contains("Allow: POST");
    }

    /** Targets that come to one that is served, or nearly, once they are unescaped, normalised or cut. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a;b=c",
                "//x",
                "/cxone/data-action/salesforce-query;x=1",
                "/cxone/data-action;x=1/salesforce-query",
                "//cxone/data-action/salesforce-query",
                "/cxone//data-action/salesforce-query",
                "/cxone/data-action//salesforce-query",
                "/./cxone/data-action/salesforce-query",
                "/cxone/data-action/./salesforce-query",
                "/x/../cxone/data-action/salesforce-query",
                "/cxone/data-action/x/../salesforce-query",
                "/../cxone/data-action/salesforce-query",
                "/%2e/cxone/data-action/salesforce-query",
                "/x/%2e%2e/cxone/data-action/salesforce-query",
                "/cxone/data-action%2Fsalesforce-query",
                "/cxone%2fdata-action/salesforce-query",
                "/cxone/data-action/%73alesforce-query",
                "/cxone/data-action/salesforce-query%20",
                "/cxone/data-action/salesforce-query%00",
                "/cxone/data-action/salesforce-query/",
                "/cxone/data-action/salesforce-query/.",
                "/cxone/data-action/salesforce-query//",
                "/cxone/data-action/",
                "/cxone/data-action/order-status/more",
                "/cxone/data-action/.",
                "/cxone/data-action/..",
                "/CXONE/data-action/salesforce-query",
                "/observe/health/../health/ready",
                "/observe//health/ready",
                "/openapi/",
                "/openapi;v=1",
                "/%6fpenapi",
                "/:",
                "/@",
                "/*",
                "/'"
            })
    void servesAPathAsItIsWrittenOrNotAtAll(String target) {
        WEIR.audited.clear();
        var seen = sent(GOOD.replace(AD_HOC + " ", target + " "));

        assertThat(seen.statuses()).containsExactly(404);
        assertThat(seen.answer()).contains("\"code\":\"unknown_path\"");
        assertThat(WEIR.audited)
                .singleElement()
                .returns("unknown", entry -> entry.asked().value())
                .returns("unknown_path", entry -> entry.outcome().value());
        assertNothingRan();
        assertServesTheNext();
    }

    /** What the web server makes of these is as good as anything, as long as it is always the same and no failure. */
    @ParameterizedTest
    @CsvSource({
        "post, HTTP/1.1, 200",
        "Post, HTTP/1.1, 200",
        "get, HTTP/1.1, 405",
        "POST, HTTP/1.0, 505",
        "POST, HTTP/1.2, 400",
        "POST, HTTP/2.0, 400",
        "POST, HTTP/3, 400",
        "POST, HTTP/1.1x, 400",
        "POST, http/1.1, 400",
        "POST, HTTPS/1.1, 400"
    })
    void isTheSameToEveryMethodAndVersion(String method, String version, int status) {
        assertThat(sent(GOOD.replaceFirst("POST", method).replaceFirst("HTTP/1.1", version))
                        .statuses())
                .containsExactly(status);
        WEIR.asked.clear();
        assertServesTheNext();
    }

    private static void assertNothingRan() {
        assertThat(WEIR.asked).isEmpty();
    }

    private static void assertServesTheNext() {
        WEIR.asked.clear();
        assertThat(sent(GOOD).statuses()).containsExactly(200);
        assertThat(WEIR.asked).hasSize(1);
        WEIR.asked.clear();
    }

    /** What comes back for {@code request}, behind which the client has nothing more to say. */
    private static Seen sent(String request) {
        var answers = RawAnswer.to(WEIR.port(), request.getBytes(StandardCharsets.ISO_8859_1));
        answers.stream().filter(answer -> answer.status() >= 400).forEach(RawAnswer::assertTellsWhatAnErrorTells);
        return new Seen(answers);
    }

    private record Seen(List<RawAnswer> answers) {
        List<Integer> statuses() {
            return answers.stream().map(RawAnswer::status).toList();
        }

        String answer() {
            return answers.toString();
        }
    }
}
