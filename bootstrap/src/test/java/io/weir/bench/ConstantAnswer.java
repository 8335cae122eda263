package io.weir.bench;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The least that a Helidon service can do that asks nobody: reads a body, and answers the same each time. */
final class ConstantAnswer {
    private static final byte[] ANSWER =
            """
            {"contactRecordId":"%s","contactName":"Ada Byron","phone":"+14155550100",\
            "accountName":"Analytical Engines Ltd","accountState":"CA"}\
            """.formatted(StandInSalesforce.RECORD_ID).getBytes(StandardCharsets.US_ASCII);

    private ConstantAnswer() {}

    /** Listens on a free loopback port. */
    static WebServer start() {
        return WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .routing(routing -> routing.post("/cxone/data-action/{name}", ConstantAnswer::answer))
                .build()
                .start();
    }

    private static void answer(ServerRequest request, ServerResponse response) throws IOException {
        EmptyPassThrough.read(
                request.headers().contentLength(), request.content().inputStream());
        response.header(HeaderValues.CONTENT_TYPE_JSON).send(ANSWER);
    }

    /** Prints {@code port N} and ends with its input. */
    public static void main(String[] args) throws IOException {
        var server = start();
        try {
            Child.serve(server.port(), () -> "running");
        } finally {
            server.stop();
        }
    }
}
