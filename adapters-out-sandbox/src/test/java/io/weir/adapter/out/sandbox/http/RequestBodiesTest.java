package io.weir.adapter.out.sandbox.http;

import static io.weir.adapter.out.sandbox.ApiClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.sandbox.ApiClient;
import io.weir.adapter.out.sandbox.MutableClock;
import io.weir.adapter.out.sandbox.SandboxClient;
import io.weir.adapter.out.sandbox.TestOrgs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are compressed, broken, too long or of other types, and requests that are no valid HTTP. */
class RequestBodiesTest {
    private static final String CONTACT = "{\"LastName\": \"Packed\"}";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-02-01T09:26:53Z"));
    private final SandboxServer server = SandboxServer.start(
            TestOrgs.contactCentre(clock),
            SandboxSettings.onPort(0).withRecordedCalls(10),
            clock,
            new SplittableRandom(7));
    private final SandboxClient client = new SandboxClient(server.baseUri());
    private final ApiClient api = new ApiClient(server.baseUri());

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @DisplayName("REST API guide, Compression: a request body may be compressed with gzip or deflate")
    void readsCompressedBodies() throws IOException {
        var packed = new ByteArrayOutputStream();
        var deflated = new ByteArrayOutputStream();
        write(new GZIPOutputStream(packed), CONTACT.getBytes(StandardCharsets.UTF_8));
        write(new DeflaterOutputStream(deflated), CONTACT.getBytes(StandardCharsets.UTF_8));

        assertThat(create("gzip", packed.toByteArray()).statusCode()).isEqualTo(201);
        assertThat(create("deflate", deflated.toByteArray()).statusCode()).isEqualTo(201);
        assertThat(create("identity", CONTACT.getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(201);
        assertThat(server.calls().getLast().body()).isEqualTo(CONTACT);
        assertThat(api.query("SELECT Id FROM Contact WHERE LastName = 'Packed'"))
                .hasSize(3);
    }

    @Test
    void refusesWhatIsNotCompressedAsTheHeaderSays() throws IOException {
        var packed = new ByteArrayOutputStream();
        var zeros = new ByteArrayOutputStream();
        write(new GZIPOutputStream(packed), CONTACT.getBytes(StandardCharsets.UTF_8));
        write(new GZIPOutputStream(zeros), new byte[RequestReader.MAX_BODY + 1]);
        byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);

        for (var broken : new byte[][] {half, CONTACT.getBytes(StandardCharsets.UTF_8)}) {
            var refused = create("gzip", broken);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("the body is not compressed as Content-Encoding says");
        }
        var unknown = create("br", packed.toByteArray());
        assertThat(unknown.statusCode()).isEqualTo(415);
        assertThat(unknown.body()).contains("UNSUPPORTED_MEDIA_TYPE");
        assertThat(create("gzip", zeros.toByteArray()).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "{\"a\":",
                "{\"a\" 1}",
                "{'a': 1}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "{\"a\": 1e99999999999}",
                "{/* */}",
                "{\"LastName\": \"x",
                "{\"LastName\": \"a\nb\"}",
                "abc",
                "\"text\"",
                "5",
                "null"
            })
    void saysWhatIsNoJsonWithoutNamingItsParser(String body) {
        for (String path : new String[] {"/sobjects/Contact", "/composite/sobjects", "/parameterizedSearch"}) {
            var refused = api.post(path, body);

            assertThat(refused.statusCode()).as(path).isEqualTo(400);
            assertThat(refused.body()).doesNotContain("`", "Stream", "Source", "Feature", "java");
        }
        assertThat(api.post("/sobjects/Contact", body).body()).contains("JSON_PARSER_ERROR", "[line:1, column:");
    }

    @Test
    void refusesJsonThatIsNestedTooDeeply() {
        var refused = api.post("/sobjects/Contact", "[".repeat(3_000));

        assertThat(ApiClient.error(refused, 400, "JSON_PARSER_ERROR"))
                .containsEntry("message", "Document nesting depth (501) exceeds the maximum allowed (500)");
    }

    @Test
    void refusesBrokenEncodingsAsTheApiDoes() throws IOException {
        for (String query : new String[] {"q=%zz", "q=a%", "%=1"}) {
            String answer = raw("GET /services/data/v66.0/query?" + query + " HTTP/1.1\r\nHost: sandbox\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("[{\"message\":\"", "UNKNOWN_EXCEPTION");
        }
        assertThat(client.token("grant_type=%zz").body()).contains("\"error\":\"invalid_request\"");
        assertThat(raw("nonsense\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("UNKNOWN_EXCEPTION", "Date: Sun, 01 Feb 2026 09:26:53 GMT");
    }

    @Test
    void saysThatItHasNoXml() {
        assertThat(api.get("/limits", "Accept", "application/xml").statusCode()).isEqualTo(501);
        assertThat(api.get("/limits", "Accept", "text/html,application/xml;q=0.9,*/*;q=0.8")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.post("/sobjects/Account", "<Account/>", "Content-Type", "application/xml")
                        .body())
                .contains("the sandbox does not support XML");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\n{\"Name\": \"Cut",
                "Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n{",
                "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\n10\r\n{}"
            })
    void aBodyThatEndsEarlyIsTheClientsError(String rest) throws IOException {
        String token = client.accessToken();

        String answer = raw("POST /services/data/v66.0/sobjects/Account HTTP/1.1\r\nHost: sandbox\r\n"
                + "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\n" + rest);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("the body ends early, or its chunks have no length")
                .containsIgnoringCase("Connection: close");
        assertThat(api.query("SELECT Id FROM Account WHERE Name LIKE 'Cut%'")).isEmpty();
    }

    @Test
    void theDateOfAnAnswerIsThatOfTheOrg() {
        assertThat(api.get("/limits").headers().firstValue("Date")).contains("Sun, 01 Feb 2026 09:26:53 GMT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/composite|{\"allOrNothing\": true, \"compositeRequest\": []}|allOrNothing",
                "/composite/batch|{\"batchRequests\": [], \"haltOnErrors\": true}|haltOnErrors",
                "/parameterizedSearch|{\"q\": \"Acme\", \"sobject\": []}|sobject",
            })
    void refusesMembersThatItDoesNotKnow(String path, String body, String member) {
        assertThat(String.valueOf(
                        error(api.post(path, body), 400, "JSON_PARSER_ERROR").get("message")))
                .startsWith("Unrecognized field \"" + member + "\" at [line:1, column:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/composite|{\"allOrNone\": 5, \"compositeRequest\": [{\"referenceId\": \"a\"}]}|boolean",
                "/composite|{\"allOrNone\": \"maybe\", \"compositeRequest\": [{\"referenceId\": \"a\"}]}|boolean",
                "/composite|{\"compositeRequest\": [{\"referenceId\": \"a\", \"httpHeaders\": 5}]}|map",
                "/composite|{\"compositeRequest\": [{\"referenceId\": \"a\", \"httpHeaders\": {\"If-Match\":"
                        + " []}}]}|string",
                "/composite|[]|map",
                "/composite|{\"compositeRequest\": 5}|list",
                "/composite|{\"compositeRequest\": [5]}|map",
                "/composite|{\"compositeRequest\": [{\"referenceId\": []}]}|string",
                "/composite/batch|{\"batchRequests\": [5]}|map",
                "/composite/sobjects|{\"records\": 5}|list",
                "/composite/sobjects|{\"records\": [{\"attributes\": 5}]}|map",
                "/composite/sobjects/Account|{\"ids\": 5}|list",
                "/composite/tree/Account|{\"records\": [5]}|map",
                "/composite/tree/Account|{\"records\": [{\"attributes\": {\"referenceId\": \"a\"}, \"Name\": \"A\","
                        + " \"Contacts\": 5}]}|map",
                "/ui-api/records|{\"apiName\": {}}|string",
                "/composite/batch|{\"haltOnError\": {}, \"batchRequests\": [{}]}|boolean",
                "/composite/sobjects|{\"allOrNone\": [], \"records\": [{\"attributes\": {\"type\":"
                        + " \"Account\"}}]}|boolean",
                "/ui-api/records|{\"apiName\": \"Account\", \"fields\": {}, \"useDefaultRule\": 1}|boolean",
            })
    void refusesMembersOfAnotherType(String path, String body, String type) {
        assertThat(String.valueOf(
                        error(api.post(path, body), 400, "JSON_PARSER_ERROR").get("message")))
                .startsWith("Cannot deserialize instance of " + type + " from ")
                .contains("[line:1, column:");
    }

    private HttpResponse<String> create(String encoding, byte[] body) {
        return SandboxClient.send(client.authorized("/services/data/v66.0/sobjects/Contact")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** The answer to bytes that no HTTP client would send. */
    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.baseUri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(OutputStream compressed, byte[] body) throws IOException {
        try (compressed) {
            compressed.write(body);
        }
    }
}
