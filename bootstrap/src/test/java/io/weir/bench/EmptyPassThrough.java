package io.weir.bench;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;

/**
 * The least that a Helidon service between a caller and Salesforce can do: reads a body, asks one fixed question,
 * copies status and body back. No JSON, no checks, no metrics: our framework's limit.
 */
final class EmptyPassThrough {
    static final String QUERY = "SELECT%20Id%2CName%2CPhone%2CAccount.Name%2CAccount.BillingState%20FROM%20Contact"
            + "%20WHERE%20Phone%20%3D%20%27%2B14155550100%27%20LIMIT%202001";

    private static final Header TOKEN = HeaderValues.create(HeaderNames.AUTHORIZATION, "Bearer 00D!stand-in");

    private final Http1Client client;
    private final URI question;

    private EmptyPassThrough(int salesforcePort) {
        question = URI.create("http://127.0.0.1:" + salesforcePort + StandInSalesforce.QUERY_PATH + QUERY);
        client = Http1Client.builder()
                .followRedirects(false)
                .sendExpectContinue(false)
                .connectionCacheSize(256)
                .build();
    }

    /** Listens on a free loopback port; the stand-in is at {@code salesforcePort}. */
    static WebServer start(int salesforcePort) {
        var passThrough = new EmptyPassThrough(salesforcePort);
        return WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .routing(routing -> routing.post("/cxone/data-action/salesforce-query", passThrough::copy))
                .build()
                .start();
    }

    private void copy(ServerRequest request, ServerResponse response) throws IOException {
        read(request.headers().contentLength(), request.content().inputStream());
        try (var answer =
                client.get().uri(question).skipUriEncoding(true).header(TOKEN).request()) {
            byte[] body = read(answer.headers().contentLength(), answer.inputStream());
            response.status(answer.status())
                    .header(HeaderValues.CONTENT_TYPE_JSON)
                    .send(body);
        }
    }

    /** Reads into an array of the right size: without one, each body costs a buffer of 16 KiB. */
    static byte[] read(OptionalLong length, InputStream body) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(length.orElseThrow())];
        int read = body.readNBytes(bytes, 0, bytes.length);
        // Asked for once more: Helidon keeps a connection only when the end of the body was seen.
        if (read < bytes.length || body.read() >= 0) {
            throw new IOException("not as long as its content-length says");
        }
        return bytes;
    }

    /** Takes the stand-in's port; prints {@code port N} and ends with its input. */
    public static void main(String[] args) throws IOException {
        var server = start(Integer.parseInt(args[0]));
        try {
            Child.serve(server.port(), () -> "running");
        } finally {
            server.stop();
        }
    }
}
