package io.weir.adapter.out.salesforce;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts off what is not done in time.
 *
 * <p>A socket's read timeout cuts a silence, never an answer that drips. So one thread looks at all open requests every
 * {@link #TICK} and closes the connection of each that is late: nobody is interrupted. It sleeps while there is none.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closed;

    Watchdog() {
        thread = Thread.ofPlatform().name("weir-salesforce-deadlines").daemon().start(this::run);
    }

    /** Runs {@code cut} once {@code patience} is over, unless the watch is closed before. */
    Watch watch(Duration patience, Runnable cut) {
        var watch = new Watch(System.nanoTime() + TimeUnit.NANOSECONDS.convert(patience), cut);
        watches.add(watch);
        if (idle) {
            LockSupport.unpark(thread);
        }
        return watch;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            if (watches.isEmpty()) {
                sleepUntilWatched();
            } else {
                long now = System.nanoTime();
                watches.forEach(watch -> watch.check(now));
                LockSupport.parkNanos(this, TICK.toNanos());
            }
        }
    }

    private void sleepUntilWatched() {
        idle = true;
        if (watches.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        idle = false;
    }

    /** One open request. Closing it ends the watch: after that, nothing is cut. */
    final class Watch implements AutoCloseable {
        private enum State {
            WATCHING,
            CUT,
            ENDED
        }

        private final long end;
        private final Runnable cut;
        private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);

        private Watch(long end, Runnable cut) {
            this.end = end;
            this.cut = cut;
        }

        /** Whether time was up before the watch ended. */
        boolean cut() {
            return state.get() == State.CUT;
        }

        @Override
        public void close() {
            state.compareAndSet(State.WATCHING, State.ENDED);
            watches.remove(this);
        }

        private void check(long now) {
            if (now - end >= 0 && state.compareAndSet(State.WATCHING, State.CUT)) {
                // elsewhere: a close that blocks or fails must not keep the other watches from being looked at
                Thread.ofVirtual().name("weir-salesforce-cut").start(cut);
            }
        }
    }
}
