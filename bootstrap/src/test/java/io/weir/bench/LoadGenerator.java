package io.weir.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;

/**
 * Callers that each keep one connection and send the next request when the last is answered (a closed loop). One
 * thread plays them all over non-blocking sockets, so that the load costs little of the cores it shares.
 *
 * <p>An answer other than the expected one, an unreadable one, a lost connection and no answer at all are failures.
 * Not thread-safe.
 */
final class LoadGenerator {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int TOO_MANY_FAILURES = 100;

    private final Exchange exchange;
    private final int callers;
    private long[] nanos = new long[1 << 16];
    private int answered;
    private int failed;
    private int waiting;
    private long sent;

    private LoadGenerator(Exchange exchange, int callers) {
        this.exchange = exchange;
        this.callers = callers;
    }

    /** Loads one target for {@code time}; a target that fails too often is left alone sooner. */
    static Load load(Exchange exchange, int callers, Duration time) throws IOException {
        return new LoadGenerator(exchange, callers).run(time);
    }

    private Load run(Duration time) throws IOException {
        try (var selector = Selector.open()) {
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            for (int i = 0; i < callers; i++) {
                new Caller(selector).call();
            }
            while (System.nanoTime() < end && failed < TOO_MANY_FAILURES) {
                selector.select(key -> advance(key, true), millisUntil(end));
            }
            long lasted = System.nanoTime() - begin;
            int inTime = answered;

            long lastAnswer = System.nanoTime() + TIMEOUT.toNanos();
            while (waiting > 0 && System.nanoTime() < lastAnswer) {
                selector.select(key -> advance(key, false), millisUntil(lastAnswer));
            }
            failed += waiting;
            for (var key : selector.keys()) {
                key.channel().close();
            }
            return Load.of(Arrays.copyOf(nanos, answered), inTime, failed, Duration.ofNanos(lasted));
        }
    }

    private void advance(SelectionKey key, boolean goOn) {
        var caller = (Caller) key.attachment();
        try {
            if (caller.hears() && goOn) {
                caller.call();
            }
        } catch (IOException _) {
            // What went wrong is the target's affair; that it did is what the run reports.
            caller.giveUp(goOn);
        }
    }

    private void record(long elapsed) {
        if (answered == nanos.length) {
            nanos = Arrays.copyOf(nanos, nanos.length * 2);
        }
        nanos[answered++] = elapsed;
    }

    private static long millisUntil(long nanoTime) {
        return Math.max(1, Duration.ofNanos(nanoTime - System.nanoTime()).toMillis());
    }

    private final class Caller {
        private final Selector selector;
        private final SocketChannel connection;
        private final HttpMessage answer = new HttpMessage();
        private final ByteBuffer request = exchange.request();
        private long asked;
        private boolean asking;

        Caller(Selector selector) throws IOException {
            this.selector = selector;
            connection = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), exchange.port()));
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.configureBlocking(false);
            connection.register(selector, SelectionKey.OP_READ, this);
        }

        void call() throws IOException {
            answer.clear();
            request.rewind();
            exchange.vary(request, sent++);
            asking = true;
            waiting++;
            asked = System.nanoTime();
            while (request.hasRemaining()) {
                connection.write(request);
            }
        }

        /** Whether the answer is whole now; counts it. */
        boolean hears() throws IOException {
            if (!answer.readFrom(connection)) {
                return false;
            }
            long elapsed = System.nanoTime() - asked;
            if (!exchange.expects(answer)) {
                throw new IOException("not the expected answer");
            }
            record(elapsed);
            asking = false;
            waiting--;
            return true;
        }

        /** A caller that lost its connection, or trusts it no more, takes a new one. */
        void giveUp(boolean goOn) {
            if (asking) {
                asking = false;
                waiting--;
                failed++;
            }
            try {
                connection.close();
                if (goOn) {
                    new Caller(selector).call();
                }
            } catch (IOException _) {
                failed++;
            }
        }
    }
}
