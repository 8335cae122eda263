package io.weir.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer, as it stood on the wire.
 *
 * @param head its status line and headers
 */
record RawAnswer(int status, String head, String body) {
    private static final String END = "\r\n\r\n";
    private static final String LENGTH = "\r\ncontent-length: ";

    /** What every error has, for flows that read a member without asking whether it is there. */
    private static final List<String> MEMBERS = List.of(
            "type",
            "title",
            "status",
            "detail",
            "code",
            "retryable",
            "request_id",
            "salesforce_code",
            "ok",
            "outcome",
            "count");

    /** What a server's insides are called. */
    private static final List<String> INSIDES = List.of(
            "\r\nserver:",
            "\r\nx-powered-by:",
            "helidon",
            "io.weir",
            "java.",
            "jakarta",
            "jackson",
            "networknt",
            "yasson",
            "parsson",
            "exception",
            "\tat ",
            "0.1.0");

    /** What comes back for {@code request} byte by byte, behind which the client has nothing more to say. */
    static List<RawAnswer> to(int port, byte[] request) {
        var seen = new StringBuilder();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            byte[] piece = new byte[8_192];
            for (int read = socket.getInputStream().read(piece);
                    read >= 0;
                    read = socket.getInputStream().read(piece)) {
                seen.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            // a server that closes before it has read everything resets the connection; what came before counts
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all(seen.toString());
    }

    private static List<RawAnswer> all(String seen) {
        var answers = new ArrayList<RawAnswer>();
        int at = 0;
        while (seen.startsWith("HTTP/1.1 ", at) && seen.indexOf(END, at) > 0) {
            int end = seen.indexOf(END, at) + END.length();
            String head = seen.substring(at, end);
            int status = Integer.parseInt(head.substring(9, 12));
            // an answer to HEAD has a Content-Length, but no body
            int bodyEnd = Math.min(seen.length(), end + (seen.startsWith("{", end) ? length(head) : 0));
            if (status >= 200) {
                answers.add(new RawAnswer(
                        status,
                        head,
                        new String(
                                seen.substring(end, bodyEnd).getBytes(StandardCharsets.ISO_8859_1),
                                StandardCharsets.UTF_8)));
            }
            at = bodyEnd;
        }
        assertThat(seen.substring(at)).as("behind the answers").isEmpty();
        return answers;
    }

    private static int length(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        return at < 0
                ? 0
                : Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at + LENGTH.length())));
    }

    /** Asserts that an error is one flat object with all its members, and reveals nothing internal. */
    void assertTellsWhatAnErrorTells() {
        assertThat(head.toLowerCase(Locale.ROOT))
                .contains("content-type: application/")
                .doesNotContain(INSIDES);
        assertThat(body.toLowerCase(Locale.ROOT)).doesNotContain(INSIDES);
        if (!body.isEmpty()) {
            var json = new JsonMapper().readTree(body);
            assertThat(json.propertyNames()).containsExactlyElementsOf(MEMBERS);
            json.forEach(member -> assertThat(member.isValueNode()).isTrue());
            assertThat(json.path("status").asInt()).isEqualTo(status);
        }
    }
}
