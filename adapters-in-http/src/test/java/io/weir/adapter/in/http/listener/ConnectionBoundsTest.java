package io.weir.adapter.in.http.listener;

import static io.weir.adapter.in.http.RunningWeir.AD_HOC;
import static io.weir.adapter.in.http.webhook.WebhookTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.in.http.RunningTls;
import io.weir.adapter.in.http.RunningWeir;
import io.weir.adapter.in.http.admin.AdminServer;
import io.weir.adapter.in.http.admin.AdminSettings;
import io.weir.adapter.in.http.admin.RunningAdmin;
import io.weir.adapter.in.http.tls.Certificates;
import io.weir.adapter.in.http.tls.TlsSettings;
import io.weir.domain.query.Row;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long a connection may be of no use, and how many there are. */
@Timeout(60)
final class ConnectionBoundsTest {
    private static final String BODY = "{\"object_name\":\"Contact\",\"fields\":[\"Id\"]}";
    private static final String GOOD =
            "POST " + AD_HOC + " HTTP/1.1\r\nHost: weir\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    private static final ListenerSettings LONG_TIMEOUTS = ListenerSettings.at("127.0.0.1", 0);
    private static final ListenerSettings SHORT_TIMEOUTS =
            new ListenerSettings("127.0.0.1", 0, 100, Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void cutsHeadersThatDoNotEnd() throws IOException {
        try (var weir = RunningWeir.bounded(LONG_TIMEOUTS);
                var socket = connect(weir.port())) {
            send(socket, "POST " + AD_HOC + " HTTP/1.1\r\nHost: weir\r\nX-A: b\r\n");

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            assertServes(weir);
        }
    }

    @Test
    void cutsHeadersThatTrickleIn() throws IOException {
        try (var weir = RunningWeir.bounded(LONG_TIMEOUTS);
                var socket = connect(weir.port())) {
            send(socket, "POST " + AD_HOC + " HTTP/1.1\r\nHost: weir\r\n");

            // each byte is a sign of life, and yet the connection ends
            assertThat(trickle(socket)).isLessThan(16_000);
            assertServes(weir);
        }
    }

    @Test
    void cutsARequestLineThatTricklesInAndASilentConnection() throws IOException {
        try (var weir = RunningWeir.bounded(SHORT_TIMEOUTS);
                var silent = connect(weir.port());
                var slow = connect(weir.port());
                var afterAnAnswer = connect(weir.port())) {
            send(afterAnAnswer, GOOD);
            send(slow, "POST /");

            assertThat(new String(afterAnAnswer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            assertThat(trickle(slow)).isLessThan(8_000);
            assertServes(weir);
        }
    }

    @Test
    void cutsAHandshakeThatDoesNotBeginOrDoesNotEnd(@TempDir Path folder) throws IOException {
        var settings = new TlsSettings(
                Certificates.write(Certificates.server("EC"), folder), new TlsSettings.ClientCertificates.None());
        try (var running = new RunningTls(settings, Duration.ofHours(1), SHORT_TIMEOUTS);
                var silent = connect(running.port());
                var slow = connect(running.port())) {
            // the beginning of a hello of 16,384 bytes
            send(slow, "\u0016\u0003\u0001@\0");

            assertThat(trickle(slow)).isLessThan(16_384);
            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void cutsAClientThatDoesNotTakeItsAnswer() throws IOException {
        var rows = Stream.generate(() -> row("Name", "x".repeat(20_000)))
                .limit(2_000)
                .toArray(Row[]::new);
        try (var weir = RunningWeir.bounded(SHORT_TIMEOUTS, rows);
                var socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), weir.port()));
            send(socket, GOOD);
            // one byte of 40 MB shows that the answer is on its way
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            while (weir.openConnections() > 0) {
                Thread.onSpinWait();
            }
            assertThat(weir.asked).hasSize(1);
        }
    }

    @Test
    void letsASlowAnswerTakeItsTimeBeforeItBegins() throws IOException {
        try (var weir = RunningWeir.slowly(SHORT_TIMEOUTS, Duration.ofMillis(1_500));
                var socket = connect(weir.port())) {
            send(socket, GOOD);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void serveAsManyConnectionsAsAreAllowedOnBothListeners() throws IOException {
        var two = new ListenerSettings("127.0.0.1", 0, 2, Duration.ofSeconds(60), Duration.ofSeconds(5));
        try (var weir = RunningWeir.bounded(two)) {
            assertThirdWaits(weir.port());
            var admin = AdminServer.start(
                    AdminSettings.at(two),
                    RunningAdmin.insight(weir.history),
                    Clock.systemUTC(),
                    new Readiness(),
                    RunningWeir.IDS,
                    weir.meters);
            assertThirdWaits(admin.port());
            admin.stop();
        }
    }

    private static void assertThirdWaits(int port) throws IOException {
        String ask = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (var first = connect(port);
                var second = connect(port)) {
            for (var socket : new Socket[] {first, second}) {
                send(socket, ask);
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            try (var third = connect(port)) {
                send(third, ask);
                send(second, ask);
                readAnswer(second.getInputStream());
                assertThat(third.getInputStream().available()).isZero();

                first.shutdownOutput();
                assertThat(third.getInputStream().read()).isEqualTo('H');
            }
        }
    }

    /** Reads on to the end of the second answer, which is another's sign that it would have had its own by now. */
    private static void readAnswer(InputStream in) throws IOException {
        int objects = 0;
        while (objects < 2) {
            objects += in.read() == '}' ? 1 : 0;
        }
    }

    private static Socket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** How many bytes go out, one every few milliseconds, until the server has closed the connection. */
    private static int trickle(Socket socket) throws IOException {
        socket.setSoTimeout(5);
        int sent = 0;
        try {
            while (isOpen(socket)) {
                socket.getOutputStream().write('x');
                sent++;
            }
        } catch (SocketException closed) {
            // that is what it is about
        }
        return sent;
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException open) {
            // that is the pause between two bytes
            return true;
        }
    }

    private static void assertServes(RunningWeir weir) {
        assertThat(weir.post(BODY).statusCode()).isEqualTo(200);
    }
}
