package io.weir.adapter.in.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.weir.domain.port.BackgroundWork;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Cuts off clients whose headers trickle in, or who do not take their answer, which no time-out of the web server does: it
 * interrupts the connection's thread, and so the connection closes. A request line that does not end counts as silence, which
 * the web server ends itself.
 *
 * <p>A request costs three looks into a map; one thread looks at all connections now and then. Thread-safe.
 */
final class ConnectionWatchdog implements ServerConnectionSelector, AutoCloseable {
    private static final long NOTHING_DUE = 0;
    private static final long CUT = 1;

    private final Duration headerTime;
    private final Duration answerTime;
    private final ServerConnectionSelector http1;
    private final Map<ConnectionContext, Watched> open = new ConcurrentHashMap<>();
    private final Thread thread;

    /**
     * A watchdog that is not started yet.
     *
     * @param headerTime how long headers may take from the request line on, and a quarter of it at most
     * @param answerTime how long it may take from the beginning of an answer to the next request, and a quarter of it at most
     */
    ConnectionWatchdog(Http1Config.Builder http1, Duration headerTime, Duration answerTime) {
        this.headerTime = headerTime;
        this.answerTime = answerTime;
        this.http1 = Http1ConnectionSelector.builder()
                .config(http1.addReceiveListener(new Received())
                        .addSendListener(new Sent())
                        .build())
                .build();
        this.thread = Thread.ofVirtual().name("weir-connection-watchdog").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /** How many connections are open at this moment. */
    int open() {
        return open.size();
    }

    private void watch() {
        var shorter = headerTime.compareTo(answerTime) < 0 ? headerTime : answerTime;
        try {
            while (true) {
                Thread.sleep(shorter.dividedBy(4));
                BackgroundWork.attempt(this::look);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long now = System.nanoTime();
        open.values().forEach(connection -> connection.cutIfDue(now));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData beginning) {
        return http1.supports(beginning);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new Registered(http1.connection(context), context);
    }

    private final class Received implements Http1ConnectionListener {
        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            due(context, headerTime);
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            var connection = open.get(context);
            if (connection != null) {
                connection.due(NOTHING_DUE);
            }
        }
    }

    private final class Sent implements Http1ConnectionListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            due(context, answerTime);
        }
    }

    private void due(ConnectionContext context, Duration time) {
        var connection = open.get(context);
        if (connection != null) {
            // its last bits are set, so that it is neither of the two marks
            connection.due((System.nanoTime() + time.toNanos()) | 3);
        }
    }

    /** A connection and its thread, and when it has to have got on. */
    private static final class Watched {
        private final Thread thread = Thread.currentThread();
        private final AtomicLong due = new AtomicLong(NOTHING_DUE);

        /** Throws {@link CloseConnectionException} for a connection that has been cut off. */
        void due(long at) {
            if (due.getAndSet(at) == CUT) {
                throw new CloseConnectionException("the client was too slow");
            }
        }

        void cutIfDue(long now) {
            long at = due.get();
            if (at != NOTHING_DUE && at != CUT && at - now < 0 && due.compareAndSet(at, CUT)) {
                thread.interrupt();
            }
        }
    }

    /** A connection that is watched while it lasts. */
    private final class Registered implements ServerConnection, InterruptableTask<Void> {
        private final ServerConnection connection;
        private final ConnectionContext context;

        Registered(ServerConnection connection, ConnectionContext context) {
            this.connection = connection;
            this.context = context;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.put(context, new Watched());
            try {
                connection.handle(limit);
            } finally {
                open.remove(context);
            }
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }
    }
}
