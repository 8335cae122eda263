package io.weir.adapter.out.salesforce.deadline;

import io.weir.domain.port.BackgroundWork;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts off what is not done in time, or stays silent.
 *
 * <p>A socket's read timeout cuts a silence, never an answer that drips; and it costs each read on a virtual thread a timer of
 * its own. So one thread looks at all open requests every {@link #TICK} and closes the connection of each that is late: nobody is
 * interrupted. It sleeps while there is none. Thread-safe.
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
     * Runs {@code cut} once {@code timeout} is over, or nothing was heard for as long as {@code silence}, unless the watch is
     * closed before.
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

    /** Cuts whatever is watched, now and later: nobody would end its wait any more. */
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
                // such as no memory for a thread: without the next look no request would ever end
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

    /** One open request, to be cut by an action that may run twice. Closing it ends the watch: after that, nothing is cut. */
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

        /** The other side has said something. */
        public void heard() {
            heard = System.nanoTime();
        }

        /** Whether time was up before the watch ended. */
        public boolean late() {
            return state.get() == State.LATE;
        }

        /** Whether the other side was silent for too long before the watch ended. */
        public boolean silent() {
            return state.get() == State.SILENT;
        }

        @Override
        public void close() {
            watches.remove(this);
            if (!state.compareAndSet(State.WATCHING, State.ENDED)) {
                // now rather than on the thread that may not have begun yet: the connection must not serve anybody else
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
                // elsewhere: a close that blocks or fails must not keep the other watches from being looked at
                Thread.ofVirtual().name("weir-salesforce-cut").start(cut);
            }
        }
    }
}
