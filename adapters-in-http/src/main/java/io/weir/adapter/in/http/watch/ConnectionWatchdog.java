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
import io.weir.domain.port.BackgroundWork;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Cuts off clients whose headers or body trickle in, or who do not take their answer, which no time-out of the web server does:
 * it interrupts the connection's thread, and so the connection closes. A request line that does not end counts as silence, which
 * the web server ends itself.
 *
 * <p>A request costs four looks into a map; one thread looks at all connections now and then. Thread-safe.
 */
public final class ConnectionWatchdog implements ServerConnectionSelector, AutoCloseable {
    private static final long NOTHING_DUE = 0;

    private final Duration sendingTime;
    private final Duration answerTime;
    private final ServerConnectionSelector http1;
    private final Map<Thread, Watched> open = new ConcurrentHashMap<>();
    private final Thread thread;

    /**
     * A watchdog that is not started yet.
     *
     * @param sendingTime how long headers may take from the request line on, and then a body, and a quarter of it at most
     * @param answerTime how long it may take from the beginning of an answer to the next request, and a quarter of it at most
     */
    public ConnectionWatchdog(Http1Config.Builder http1, Duration sendingTime, Duration answerTime) {
        this.sendingTime = sendingTime;
        this.answerTime = answerTime;
        this.http1 = Http1ConnectionSelector.builder()
                .config(http1.addReceiveListener(new Received())
                        .addSendListener(new Sent())
                        .build())
                .build();
        this.thread = Thread.ofVirtual().name("weir-connection-watchdog").unstarted(this::watch);
    }

    public void start() {
        thread.start();
    }

    /** How many connections are open at this moment. */
    public int open() {
        return open.size();
    }

    /** What {@code reader} reads of a body; while that takes too long, the connection is cut off. */
    public <T> T guard(Supplier<T> reader) {
        long before = due(sendingTime);
        try {
            return reader.get();
        } finally {
            due(before);
        }
    }

    private void watch() {
        var shorter = sendingTime.compareTo(answerTime) < 0 ? sendingTime : answerTime;
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
        // its last bit is set, so that it is never the mark
        return due((System.nanoTime() + time.toNanos()) | 1);
    }

    /** Sets when the current thread's connection has to have got on; when that was before. */
    private long due(long at) {
        var connection = open.get(Thread.currentThread());
        return connection == null ? NOTHING_DUE : connection.due(at);
    }

    /** A connection and its thread, and when it has to have got on. */
    private static final class Watched {
        private final Thread thread = Thread.currentThread();
        private long due = NOTHING_DUE;
        private boolean cut;

        /** Throws {@link CloseConnectionException} for a connection that has been cut off, whose thread is not interrupted then. */
        synchronized long due(long at) {
            if (cut) {
                Thread.interrupted();
                throw new CloseConnectionException("the client was too slow");
            }
            long before = due;
            due = at;
            return before;
        }

        synchronized void cutIfDue(long now) {
            if (due != NOTHING_DUE && due - now < 0 && !cut) {
                cut = true;
                thread.interrupt();
            }
        }
    }

    /** A connection that is watched while it lasts. */
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
