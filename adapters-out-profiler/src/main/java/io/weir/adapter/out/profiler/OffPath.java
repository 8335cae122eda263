package io.weir.adapter.out.profiler;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/**
 * Takes entries off the request's path: a request only puts one into a bounded queue, and one thread carries them on, within 20 ms
 * unless it is held up.
 *
 * <p>When the queue is full an entry is dropped and counted, because slow storage must never hold a caller up. Thread-safe.
 */
final class OffPath<T> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OffPath.class.getName());

    /** Waking a thread for each entry costs more than the entry; a look every so often costs nothing. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ToIntFunction<List<T>> storage;
    private final BlockingQueue<T> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock carrying = new ReentrantLock();
    private final Thread carrier;
    private volatile boolean closed;

    /**
     * @param name the thread's
     * @param capacity how many entries may wait
     * @param storage takes entries in their order, from one thread at a time, and tells how many of them it could keep
     */
    OffPath(String name, int capacity, ToIntFunction<List<T>> storage) {
        this.storage = storage;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.carrier = Thread.ofPlatform().daemon().name(name).start(this::carryOnUntilClosed);
    }

    /** Puts {@code entry} into the queue; never waits. */
    void put(T entry) {
        if (!queue.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    /** Carries on what waits, so that storage has every entry that was put before. */
    void carryOn() {
        carrying.lock();
        try {
            var waiting = new ArrayList<T>();
            queue.drainTo(waiting);
            if (!waiting.isEmpty()) {
                dropped.addAndGet(waiting.size() - kept(waiting));
            }
        } finally {
            carrying.unlock();
        }
    }

    /** How many of {@code waiting} storage has kept; none where it failed, and the next ones have their turn all the same. */
    private int kept(List<T> waiting) {
        try {
            return storage.applyAsInt(waiting);
        } catch (RuntimeException failed) {
            // by its kind alone: its message may hold what was to be stored
            LOG.log(Level.ERROR, "{0} lost {1} entries: {2}", carrier.getName(), waiting.size(), failed.getClass());
            return 0;
        }
    }

    /** How many entries were dropped, because the queue was full or storage could not keep them. */
    long dropped() {
        return dropped.get();
    }

    /** Carries on what waits, and stops. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(carrier);
        carryOn();
    }

    private void carryOnUntilClosed() {
        while (!closed) {
            LockSupport.parkNanos(PAUSE.toNanos());
            carryOn();
        }
    }
}
