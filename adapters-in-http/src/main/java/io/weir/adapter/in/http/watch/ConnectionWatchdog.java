package io.weir.adapter.in.http.watch;

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
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Closes connections whose client sends headers or a body too slowly, or does not read its answer, for which the web
 * server has no time-out: it interrupts the connection's thread. An unfinished request line counts as an idle
 * connection, which the web server closes itself.
 *
 * <p>A request costs four map lookups; one thread checks all connections periodically. Thread-safe.
 */
public final class ConnectionWatchdog implements ServerConnectionSelector, AutoCloseable {
    private static final long NOTHING_DUE = 0;

    private final Duration sendingTime;
    private final Duration answerTime;
    private final ServerConnectionSelector http1;
    private final Map<Thread, Watched> open = new ConcurrentHashMap<>();
    private final PeriodicTask checks;

    /**
     * A watchdog that is not started yet. A slow client is closed up to a quarter of the shorter time late.
     *
     * @param sendingTime how long a client may take to send the headers after the request line, and then the body
     * @param answerTime the longest time from the beginning of an answer to the next request
     */
    public ConnectionWatchdog(Http1Config.Builder http1, Duration sendingTime, Duration answerTime) {
        this.sendingTime = sendingTime;
        this.answerTime = answerTime;
        this.http1 = Http1ConnectionSelector.builder()
                .config(http1.addReceiveListener(new Received())
                        .addSendListener(new Sent())
                        .build())
                .build();
        var shorter = sendingTime.compareTo(answerTime) < 0 ? sendingTime : answerTime;
        this.checks = new PeriodicTask(
                "weir-connection-watchdog", () -> Thread.sleep(shorter.dividedBy(4)), this::closeSlowConnections);
    }

    public void start() {
        checks.start();
    }

    /** How many connections are open at this moment. */
    public int open() {
        return open.size();
    }

    /** Runs {@code reader}, which reads a body; closes the connection if it takes longer than the sending time. */
    public <T> T guard(Supplier<T> reader) {
        long before = due(sendingTime);
        try {
            return reader.get();
        } finally {
            due(before);
        }
    }

    private void closeSlowConnections() {
        long now = System.nanoTime();
        open.values().forEach(connection -> connection.closeIfDue(now));
    }

    @Override
    public void close() {
        checks.close();
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
        return new Registered(http1.connection(context));
    }

    private final class Received implements Http1ConnectionListener {
        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            due(sendingTime);
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            due(NOTHING_DUE);
        }
    }

    private final class Sent implements Http1ConnectionListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            due(answerTime);
        }
    }

    private long due(Duration time) {
        // the last bit is set, so that the result is never NOTHING_DUE
        return due((System.nanoTime() + time.toNanos()) | 1);
    }

    /** Sets the nano time by which the current thread's connection must make progress; returns the previous one. */
    private long due(long at) {
        var connection = open.get(Thread.currentThread());
        return connection == null ? NOTHING_DUE : connection.due(at);
    }

    /** A connection's thread, and the nano time by which the connection must make progress. */
    private static final class Watched {
        private final Thread thread = Thread.currentThread();
        private long due = NOTHING_DUE;
        private boolean closed;

        /** Throws {@link CloseConnectionException}, without the interrupt, if the watchdog closed the connection. */
        synchronized long due(long at) {
            if (closed) {
                Thread.interrupted();
                throw new CloseConnectionException("the client was too slow");
            }
            long before = due;
            due = at;
            return before;
        }

        synchronized void closeIfDue(long now) {
            if (due != NOTHING_DUE && due - now < 0 && !closed) {
                closed = true;
                thread.interrupt();
            }
        }
    }

    /** A connection that is watched until it ends. */
    private final class Registered implements ServerConnection, InterruptableTask<Void> {
        private final ServerConnection connection;

        Registered(ServerConnection connection) {
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.put(Thread.currentThread(), new Watched());
            try {
                connection.handle(limit);
            } finally {
                open.remove(Thread.currentThread());
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
