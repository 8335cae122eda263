package io.weir.adapter.out.profiler.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.adapter.out.profiler.queue.LossLog;
import io.weir.domain.status.LogOf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A collector that fails costs spans, one line in the log, and nothing else. */
@Timeout(60)
class TroubledCollectorTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final TestCollector collector = new TestCollector();
    private final LogOf log = new LogOf(LossLog.class);

    @BeforeEach
    void silenceTheLibrary() {
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterEach
    void stop() {
        log.close();
        LIBRARY.setLevel(null);
        collector.close();
    }

    /** How many spans are lost of three requests of one span each. */
    private static long lost(TestSettings settings) {
        var traces = new OtlpTraces(settings.built(), () -> "");
        try (traces) {
            for (int i = 0; i < 3; i++) {
                end(traces);
            }
        }
        return traces.dropped();
    }

    private static void end(OtlpTraces traces) {
        traces.begin("", Requests.START).ended(Requests.refused(400, "invalid_request"));
    }

    private void assertLoggedOnce(String reason) {
        assertThat(log.lines())
                .containsExactly(
                        "WARNING spans of traces are being lost: " + reason,
                        "WARNING spans of traces were being lost until Weir stopped; 3 were lost");
    }

    @Test
    void nobodyListens() throws IOException {
        URI nowhere;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertThat(lost(TestSettings.to(nowhere).timeout(SHORT))).isEqualTo(3);
        assertLoggedOnce("the collector does not answer");
    }

    @Test
    void itNeverAnswers() {
        collector.silent();

        assertThat(lost(TestSettings.to(collector.uri()))).isEqualTo(3);
        assertThat(collector.bodies).hasSize(1);
        assertLoggedOnce("the collector does not answer");
    }

    @Test
    void itRefuses() {
        collector.answering(401, "Zebedee Quillfeather is unknown here");

        assertThat(lost(TestSettings.to(collector.uri()))).isEqualTo(3);
        assertLoggedOnce("the collector answers 401");
    }

    @Test
    void itAnswersNonsense() {
        collector.answering(200, "<html>" + "nonsense".repeat(10_000));

        assertThat(lost(TestSettings.to(collector.uri()))).isZero();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void itDoesNotSpeakHttp() throws IOException {
        try (var server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (var socket = server.accept()) {
                        socket.getOutputStream().write("what?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException closed) {
                        // the next, if there is one
                    }
                }
            });

            assertThat(lost(TestSettings.to(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                            .timeout(SHORT)))
                    .isEqualTo(3);
        }
        assertLoggedOnce("the collector does not answer");
    }

    @Test
    void itRecoversFromAnAnswerThatDidNotEnd() throws InterruptedException {
        collector.endless();
        var settings =
                TestSettings.to(collector.uri()).queue(new TraceSettings.Queue(100, 1, Duration.ofMillis(1), SHORT));
        try (var traces = new OtlpTraces(settings.built(), () -> "")) {
            end(traces);
            assertThat(log.awaitFirst())
                    .isEqualTo("WARNING spans of traces are being lost: the collector does not answer");
            collector.answering(200, "");
            do {
                // a busy machine may lose some spans more to the short time
                end(traces);
            } while (!collector.acceptsWithin(SHORT));
        }
        assertThat(collector.spans()).isNotEmpty();
    }

    @Test
    void itIsTooSlowForAllSpans() {
        collector.silent();
        var settings = TestSettings.to(collector.uri())
                .queue(new TraceSettings.Queue(2, 2, Duration.ofHours(1), Duration.ofSeconds(30)));
        try (var traces = new OtlpTraces(settings.built(), () -> "")) {
            while (traces.dropped() < 10) {
                end(traces);
            }
        }
    }
}
