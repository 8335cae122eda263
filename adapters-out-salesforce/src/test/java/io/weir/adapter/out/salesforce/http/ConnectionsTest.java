package io.weir.adapter.out.salesforce.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.helidon.webclient.api.DnsAddressLookup;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.spi.DnsResolver;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure.DeadlineExceeded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that is there only after the thread that waited for it has gone. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {
    private final CountDownLatch resolving = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Origin origin = new Origin("http", "org.example", server.getLocalPort());
    private final Connections connections = new Connections(
            WebClient.builder()
                    .shareConnectionCache(false)
                    .dnsResolver(new SlowResolver())
                    .build(),
            10,
            Duration.ofMinutes(1));

    ConnectionsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        goOn.countDown();
        connections.close();
        server.close();
    }

    /** Resolves a name once it may, and takes no notice of an interrupt, like a connection that is there already. */
    private final class SlowResolver implements DnsResolver {
        @Override
        public InetAddress resolveAddress(String host, DnsAddressLookup lookup) {
            resolving.countDown();
            while (true) {
                try {
                    goOn.await();
                    return InetAddress.getLoopbackAddress();
                } catch (InterruptedException ignored) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void isClosedIfTheThreadWasInterrupted() throws Exception {
        var waiting = new FutureTask<>(() -> {
            assertThatExceptionOfType(DeadlineExceeded.class)
                    .isThrownBy(() -> connections.fresh(origin, Duration.ofMinutes(10)));
            return Thread.currentThread().isInterrupted();
        });
        var thread = Thread.ofVirtual().start(waiting);
        resolving.await();
        thread.interrupt();

        assertThat(waiting.get()).isTrue();
        goOn.countDown();
        assertIsClosed();
    }

    @Test
    void isClosedIfTheTimeWasUp() throws Exception {
        assertThatExceptionOfType(DeadlineExceeded.class)
                .isThrownBy(() -> connections.fresh(origin, Duration.ofMillis(1)));
        resolving.await();
        goOn.countDown();
        assertIsClosed();
    }

    @Test
    void isOpenForTheThreadThatWaits() throws Exception {
        goOn.countDown();
        try (var lease = connections.fresh(origin, Duration.ofMinutes(1));
                var accepted = server.accept()) {
            accepted.getOutputStream().write('x');
            assertThat(lease.connection().reader().read()).isEqualTo((byte) 'x');
        }
    }

    private void assertIsClosed() throws IOException {
        try (var accepted = server.accept()) {
            assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        }
    }
}
