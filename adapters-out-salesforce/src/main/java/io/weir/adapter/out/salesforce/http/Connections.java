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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections open between requests.
 *
 * <p>It replaces the client's pool: a connection that a deadline may cut must not return to the pool before its watch
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

    /** An idle connection to {@code origin}, or a {@link #fresh} one. */
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

    /** A new connection. Throws {@link SalesforceFailure} if it cannot be opened within {@code timeout}. */
    Lease fresh(Origin origin, Duration timeout) {
        // name lookup, TCP and TLS have no common timeout, so they run on a thread that can be abandoned
        var pooled = new Pooled(origin);
        var connecting = new DetachedTask<>("weir-salesforce-connect", () -> connect(pooled)).start();
        boolean connected = false;
        try {
            connected = connecting.await(timeout).isPresent();
        } finally {
            if (!connected) {
                connecting.interrupt();
                pooled.closeIfSecond();
            }
        }
        if (!connected) {
            throw new SalesforceFailure.DeadlineExceeded(
                    "the connection to Salesforce exceeded the deadline of the run");
        }
        return new Lease(pooled, false);
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

    private Pooled connect(Pooled pooled) {
        var origin = pooled.origin;
        var config = client.prototype();
        var key = ConnectionKey.create(
                origin.scheme(),
                origin.host(),
                origin.port(),
                origin.isHttps() ? config.tls() : plain,
                config.dnsResolver(),
                config.dnsAddressLookup(),
                Proxy.noProxy());
        var connection = TcpClientConnection.create(client, key, HTTP_1_1, pooled::release, _ -> {});
        try {
            pooled.connection = connection.connect();
            pooled.closeIfSecond();
        } catch (RuntimeException e) {
            // the client throws unchecked IO, illegal state or argument; their messages hold addresses
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
        private final AtomicBoolean connectedOrGivenUp = new AtomicBoolean();
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

        /**
         * Called when it is connected, and when the thread that waits for that gives up. Whichever comes second closes
         * it, so that no connection is left to nobody.
         */
        void closeIfSecond() {
            if (!connectedOrGivenUp.compareAndSet(false, true)) {
                connection().closeResource();
            }
        }

        /** The client calls it once an answer has been read to its end and the connection can be reused. */
        boolean release(TcpClientConnection ignored) {
            released = true;
            return true;
        }
    }

    /** A connection for one request. Closing it returns it to the pool if the answer was read to its end. */
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

        /** Whether it served an earlier request. The other side may have closed it since. */
        boolean reused() {
            return reused;
        }

        /** Closes the connection while a thread waits for it. Any thread may call it. */
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
