package io.weir.adapter.out.salesforce.http;

import io.helidon.common.tls.Tls;
import io.helidon.webclient.api.ConnectionKey;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.TcpClientConnection;
import io.helidon.webclient.api.WebClient;
import io.weir.adapter.out.salesforce.deadline.DetachedTask;
import io.weir.adapter.out.salesforce.settings.Origin;
import io.weir.domain.port.SalesforceFailure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections open between requests.
 *
 * <p>Weir has its own pool because a connection that may be cut at a deadline must not be back in the pool before its watch
 * has ended. Thread-safe.
 */
final class Connections implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Connections.class.getName());
    private static final List<String> HTTP_1_1 = List.of("http/1.1");

    private final WebClient client;
    private final Tls plain = Tls.builder().enabled(false).build();
    private final int capacity;
    private final long idleNanos;
    private final Map<Origin, LinkedBlockingDeque<Pooled>> idle = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Connections(WebClient client, int capacity, Duration idleTime) {
        this.client = client;
        this.capacity = capacity;
        this.idleNanos = idleTime.toNanos();
    }

    /** A connection to {@code origin}: one that was used before, or {@link #fresh}. */
    Lease take(Origin origin, Duration timeout) {
        var queue = idle.get(origin);
        Pooled pooled;
        while (queue != null && (pooled = queue.pollFirst()) != null) {
            if (System.nanoTime() - pooled.idleSince < idleNanos) {
                return new Lease(pooled, true);
            }
            pooled.connection().closeResource();
        }
        return fresh(origin, timeout);
    }

    /** A new connection; {@link SalesforceFailure} if there is none within {@code timeout}. */
    Lease fresh(Origin origin, Duration timeout) {
        // name lookup, TCP and TLS know no common timeout, so they run where they can be left behind
        var connecting = new DetachedTask<>("weir-salesforce-connect", () -> connect(origin)).start();
        var pooled = connecting.await(timeout);
        if (pooled.isEmpty()) {
            connecting.interrupt();
            throw new SalesforceFailure.DeadlineExceeded("connecting to Salesforce took longer than the run may");
        }
        return new Lease(pooled.get(), false);
    }

    @Override
    public void close() {
        closed = true;
        idle.values().forEach(queue -> {
            Pooled pooled;
            while ((pooled = queue.pollFirst()) != null) {
                pooled.connection().closeResource();
            }
        });
    }

    private Pooled connect(Origin origin) {
        var config = client.prototype();
        var key = ConnectionKey.create(
                origin.scheme(),
                origin.host(),
                origin.port(),
                origin.isHttps() ? config.tls() : plain,
                config.dnsResolver(),
                config.dnsAddressLookup(),
                Proxy.noProxy());
        var pooled = new Pooled(origin);
        var connection = TcpClientConnection.create(client, key, HTTP_1_1, pooled::release, _ -> {});
        try {
            pooled.connection = connection.connect();
            if (Thread.interrupted()) {
                connection.closeResource(); // nobody waits for it any more
            }
        } catch (RuntimeException e) {
            // the client throws unchecked IO, illegal state or argument alike; messages hold addresses, so none goes on
            LOG.log(
                    Level.DEBUG,
                    () -> "no connection to Salesforce: " + e.getClass().getName());
            throw new SalesforceFailure.Unavailable("Salesforce cannot be reached", "", Duration.ZERO);
        }
        return pooled;
    }

    private void giveBack(Pooled pooled) {
        pooled.idleSince = System.nanoTime();
        pooled.released = false;
        var queue = idle.computeIfAbsent(pooled.origin, _ -> new LinkedBlockingDeque<>(capacity));
        if (closed || !queue.offerFirst(pooled)) {
            pooled.connection().closeResource();
        }
    }

    private static final class Pooled {
        private final Origin origin;
        private @Nullable TcpClientConnection connection;
        private long idleSince;
        private boolean released;

        Pooled(Origin origin) {
            this.origin = origin;
        }

        TcpClientConnection connection() {
            if (connection == null) {
                throw new IllegalStateException("not connected");
            }
            return connection;
        }

        /** The client calls it once an answer is read to its end and the connection may serve another. */
        boolean release(TcpClientConnection ignored) {
            released = true;
            return true;
        }
    }

    /** A connection for one request. Closing it gives it back, if the answer was read to its end, or closes it. */
    final class Lease implements AutoCloseable {
        private final Pooled pooled;
        private final boolean reused;
        private volatile boolean cut;

        private Lease(Pooled pooled, boolean reused) {
            this.pooled = pooled;
            this.reused = reused;
        }

        TcpClientConnection connection() {
            return pooled.connection();
        }

        /** Whether it served a request before, so that the other side may have closed it since. */
        boolean reused() {
            return reused;
        }

        /** Closes the connection under whoever waits for it; from any thread. */
        void cut() {
            cut = true;
            pooled.connection().closeResource();
        }

        @Override
        public void close() {
            if (pooled.released && !cut) {
                giveBack(pooled);
            } else {
                pooled.connection().closeResource();
            }
        }
    }
}
