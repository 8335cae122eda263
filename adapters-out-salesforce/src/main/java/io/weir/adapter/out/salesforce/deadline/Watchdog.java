package io.weir.adapter.out.salesforce.deadline;

import io.weir.domain.port.BackgroundWork;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends requests that exceed their timeout or receive no data for too long.
 *
 * <p>A socket's read timeout never ends an answer that arrives byte by byte, and costs a timer for each read on a
 * virtual thread. Instead, one thread checks all open requests every {@link #TICK} and closes the connections of those
 * that are late. It interrupts no thread, and sleeps while no request is open. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closed;

    public Watchdog() {
        thread = Thread.ofPlatform().name("weir-salesforce-deadlines").daemon().start(this::run);
    }

    /**
     * Runs {@code cut} after {@code timeout}, or after {@code silence} without data, unless the watch is closed before.
     */
    public Watch watch(Duration timeout, Duration silence, Runnable cut) {
        var watch = new Watch(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS.convert(silence), cut);
        watches.add(watch);
        if (closed) {
            watch.end(Watch.State.LATE);
        } else if (idle) {
            LockSupport.unpark(thread);
        }
        return watch;
    }

    /** Cuts all current and future watches, which nothing would end otherwise. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        watches.forEach(watch -> watch.end(Watch.State.LATE));
    }

    private void run() {
        while (!closed) {
            if (watches.isEmpty()) {
                sleepUntilWatched();
            } else {
                // survives errors such as a lack of memory: without the next check no request would end
                BackgroundWork.attempt(this::check);
                LockSupport.parkNanos(this, TICK.toNanos());
            }
        }
    }

    private void check() {
        long now = System.nanoTime();
        watches.forEach(watch -> watch.check(now));
    }

    private void sleepUntilWatched() {
        idle = true;
        if (watches.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        idle = false;
    }

    /** The watch over one request. Its action may run twice, but not after the watch is closed. */
    public final class Watch implements AutoCloseable {
        private enum State {
            WATCHING,
            LATE,
            SILENT,
            ENDED
        }

        private final long start = System.nanoTime();
        private final long timeout;
        private final long silence;
        private final Runnable cut;
        private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
        private volatile long heard = start;

        private Watch(long timeout, long silence, Runnable cut) {
            this.timeout = timeout;
            this.silence = silence;
            this.cut = cut;
        }

        /** Records that data has arrived. */
        public void heard() {
            heard = System.nanoTime();
        }

        /** Whether the timeout passed before the watch ended. */
        public boolean late() {
            return state.get() == State.LATE;
        }

        /** Whether no data arrived for too long before the watch ended. */
        public boolean silent() {
            return state.get() == State.SILENT;
        }

        @Override
        public void close() {
            watches.remove(this);
            if (!state.compareAndSet(State.WATCHING, State.ENDED)) {
                // on this thread, because the other may not have begun: the connection must not be reused
                cut.run();
            }
        }

        private void check(long now) {
            if (now - start >= timeout) {
                end(State.LATE);
            } else if (now - heard >= silence) {
                end(State.SILENT);
            }
        }

        private void end(State reason) {
            if (state.compareAndSet(State.WATCHING, reason)) {
                boolean started = false;
                try {
                    // on another thread: a close that blocks or fails must not delay the other watches
                    Thread.ofVirtual().name("weir-salesforce-cut").start(cut);
                    started = true;
                } finally {
                    if (!started) {
                        // without memory for a thread now; the next check tries again
                        state.set(State.WATCHING);
                    }
                }
            }
        }
    }
}
