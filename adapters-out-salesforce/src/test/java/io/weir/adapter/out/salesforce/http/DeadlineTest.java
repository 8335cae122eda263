package io.weir.adapter.out.salesforce.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.adapter.out.salesforce.RawServer;
import io.weir.adapter.out.salesforce.StandIn;
import io.weir.adapter.out.salesforce.TestMeters;
import io.weir.adapter.out.salesforce.api.RestApi;
import io.weir.adapter.out.salesforce.query.RestSalesforceQueries;
import io.weir.adapter.out.salesforce.settings.Credentials;
import io.weir.adapter.out.salesforce.settings.SalesforceSettings;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure.DeadlineExceeded;
import io.weir.domain.port.SalesforceFailure.Unavailable;
import io.weir.domain.port.SalesforceFailure.Unreadable;
import io.weir.domain.query.QueryPage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not answer, or not to the end. The time-out of a test is the time after which it hangs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineTest {
    private static final String PAGE = "{\"totalSize\":1,\"done\":true,\"records\":[{\"Id\":\"1\"}]}";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final CountDownLatch FOREVER = new CountDownLatch(1);

    @Test
    void endsAStall() throws Exception {
        try (var server = new RawServer((_, _) -> hang());
                var api = api(server)) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
        }
    }

    @Test
    void endsAStallInTheMiddleOfABody() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, RawServer.ok(PAGE).substring(0, 100));
                    return hang();
                });
                var api = api(server)) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
        }
    }

    @Test
    void endsASilenceLongBeforeTheDeadline() throws Exception {
        try (var server = new RawServer((_, _) -> hang());
                var api = api(server.uri(), Duration.ofSeconds(2))) {
            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> query(api, StandIn.meter()))
                    .withMessageContaining("no data");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void endsASilenceInTheMiddleOfABodyToo() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, RawServer.ok(PAGE).substring(0, 100));
                    return hang();
                });
                var api = api(server.uri(), Duration.ofMillis(500))) {
            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> query(api, StandIn.meter()))
                    .withMessageContaining("no data");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 414, 429, 500})
    void aStatusWhoseBodyNeverComesSaysNothing(int status) throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, "HTTP/1.1 %d No\r\nContent-Length: 1000\r\n\r\n[{".formatted(status));
                    return hang();
                });
                var api = api(server);
                var impatient = api(server.uri(), Duration.ofMillis(500))) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> query(impatient, StandIn.meter()))
                    .withMessageContaining("no data");
        }
    }

    @Test
    void acceptsASlowBodyThatNeverStops() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    for (int i = 0; i < PAGE.length(); i++) {
                        RawServer.write(out, "1\r\n" + PAGE.charAt(i) + "\r\n");
                        FOREVER.await(50, TimeUnit.MILLISECONDS);
                    }
                    RawServer.write(out, "0\r\n\r\n");
                    return true;
                });
                var api = api(server.uri(), Duration.ofSeconds(2))) {
            assertThat(query(api, StandIn.meter()).rows()).hasSize(1);
        }
    }

    @Test
    void endsHeadersThatDrip() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\n");
                    return drip(out, "X: y\r\n");
                });
                var api = api(server)) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
        }
    }

    @Test
    void endsABodyThatDrips() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                    return drip(out, " ");
                });
                var api = api(server)) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void endsChunksThatDripOnAVirtualThread() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    return drip(out, "1\r\n \r\n");
                });
                var api = api(server);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var interrupted = threads.submit(() -> {
                assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
                return Thread.currentThread().isInterrupted();
            });
            assertThat(interrupted.get()).isFalse();
        }
    }

    @Test
    void endsAStallBehindADocument() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + PAGE);
                    return hang();
                });
                var api = api(server)) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
        }
    }

    @Test
    void endsAStallInThePageOfAnEdge() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, "HTTP/1.1 503 Down\r\nContent-Length: 1000000\r\n\r\n<html>");
                    return hang();
                });
                var api = api(server)) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
        }
    }

    @Test
    void endsALoginThatIsNeverAnswered() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var api = api(URI.create("http://127.0.0.1:" + silent.getLocalPort()))) {
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(api, StandIn.meter(SHORT)));
        }
    }

    @Test
    void endsAConnectionThatIsNeverAccepted() throws Exception {
        var crowd = new ArrayList<Socket>();
        try (var org = new StandIn();
                var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, crowd);
            org.givesTokensFor("http://127.0.0.1:" + full.getLocalPort());
            assertThatExceptionOfType(DeadlineExceeded.class).isThrownBy(() -> query(org.api, StandIn.meter(SHORT)));
        } finally {
            for (var socket : crowd) {
                socket.close();
            }
        }
    }

    /** Connects until the kernel accepts no more connections. */
    private static void fill(ServerSocket server, List<Socket> crowd) throws IOException {
        try {
            while (true) {
                var socket = new Socket();
                crowd.add(socket);
                socket.connect(server.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException full) {
            // as it should be
        }
    }

    @Test
    void asksNothingOnceTimeIsUp() throws Exception {
        try (var server = new RawServer((_, _) -> hang());
                var api = api(server)) {
            assertThatExceptionOfType(DeadlineExceeded.class)
                    .isThrownBy(() -> query(api, StandIn.meter(Duration.ZERO)));
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void refusesABodyThatIsCutShort() throws Exception {
        for (String answer : List.of(
                RawServer.ok(PAGE).substring(0, RawServer.ok(PAGE).length() - 1),
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
                        .formatted(PAGE.length() - 10, PAGE.substring(0, PAGE.length() - 10)))) {
            try (var server = new RawServer((out, _) -> {
                        RawServer.write(out, answer);
                        return false;
                    });
                    var api = api(server)) {
                assertThatExceptionOfType(Unreadable.class)
                        .isThrownBy(() -> query(api, StandIn.meter()))
                        .withNoCause();
            }
        }
    }

    @Test
    void aConnectionThatBreaksIsAnOutage() throws Exception {
        for (String answer : List.of("", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nX: y", "SSH-2.0-OpenSSH\r\n")) {
            try (var server = new RawServer((out, _) -> {
                        RawServer.write(out, answer);
                        return false;
                    });
                    var api = api(server)) {
                assertThatExceptionOfType(Unavailable.class)
                        .isThrownBy(() -> query(api, StandIn.meter()))
                        .withNoCause();
            }
        }
    }

    @Test
    void nobodyListening() throws Exception {
        var server = new RawServer((_, _) -> false);
        server.close();
        try (var api = api(server)) {
            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> query(api, StandIn.meter()))
                    .withNoCause();
        }
    }

    @Test
    void oneConnectionServesOneCallerForEver() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, RawServer.ok(PAGE));
                    return true;
                });
                var api = api(server)) {
            for (int i = 0; i < 100; i++) {
                query(api, StandIn.meter());
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void replacesAConnectionThatWasClosedWhileIdle() throws Exception {
        try (var server = new RawServer((out, _) -> {
                    RawServer.write(out, RawServer.ok(PAGE));
                    return false;
                });
                var api = api(server)) {
            for (int i = 0; i < 20; i++) {
                assertThat(query(api, StandIn.meter()).rows()).hasSize(1);
            }
            assertThat(server.requests()).isEqualTo(20);
        }
    }

    @Test
    void logsInOnAConnectionThatWasNotIdle() throws Exception {
        var queries = new AtomicInteger();
        try (var server = new RawServer((out, _) -> {
                    boolean expired = queries.incrementAndGet() == 2;
                    RawServer.write(out, expired ? RawServer.ok("[]").replace("200 OK", "401 No") : RawServer.ok(PAGE));
                    return !expired;
                });
                var api = api(server)) {
            query(api, StandIn.meter());

            assertThat(query(api, StandIn.meter()).rows()).hasSize(1);
            assertThat(queries).hasValue(3);
        }
    }

    @Test
    void aConnectionWhoseAnswerWasNotReadIsNotUsedAgain() throws Exception {
        try (var server = new RawServer((out, request) -> {
                    RawServer.write(
                            out,
                            request == 1
                                    ? RawServer.ok("<html>" + "x".repeat(300_000))
                                            .replace("200 OK", "503 Down")
                                    : RawServer.ok(PAGE));
                    return true;
                });
                var api = api(server)) {
            assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> query(api, StandIn.meter()));
            assertThat(query(api, StandIn.meter()).rows()).hasSize(1);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    private static QueryPage query(RestApi api, RunMeter meter) {
        return new RestSalesforceQueries(api, new Random(3)).start(StandIn.ACCOUNTS, meter);
    }

    private static RestApi api(RawServer server) {
        return api(server.uri());
    }

    private static RestApi api(URI org) {
        return api(org, Duration.ofSeconds(30));
    }

    private static RestApi api(URI org, Duration longestSilence) {
        var usual = SalesforceSettings.of(org, new Credentials.ClientCredentials("a", "b"));
        return new RestApi(
                new SalesforceSettings(
                        org,
                        usual.credentials(),
                        usual.apiVersion(),
                        usual.allowedHosts(),
                        usual.connectTimeout(),
                        longestSilence,
                        usual.loginTimeout(),
                        usual.idleConnections(),
                        usual.idleTime()),
                new LatestApiUsage(TestMeters.ALL),
                new ApiBudget(0, Clock.systemUTC()),
                TestMeters.ALL,
                Clock.systemUTC(),
                new Random(1),
                _ -> {});
    }

    private static boolean hang() throws InterruptedException {
        FOREVER.await();
        return false;
    }

    /** Writes on and on, so that no read ever waits long; ends when the other side hangs up. */
    private static boolean drip(OutputStream out, String drop) throws IOException, InterruptedException {
        while (!FOREVER.await(20, TimeUnit.MILLISECONDS)) {
            RawServer.write(out, drop);
        }
        return false;
    }
}
