package io.weir.adapter.out.profiler.queue;

import io.weir.domain.port.BackgroundWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Takes entries off the request's path: a request only puts one into a bounded queue, and one thread carries them on, within 20 ms
 * unless it is held up.
 *
 * <p>When the queue is full an entry is dropped and counted, because slow storage must never hold a caller up. The log learns when
 * that begins and when it ends. Thread-safe.
 */
public final class BackgroundQueue<T> implements AutoCloseable {
    /** Waking a thread for each entry costs more than the entry; a look every so often costs nothing. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String TOO_MANY = "more come at once than the queue takes";

    private final Storage<T> storage;
    private final BlockingQueue<T> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock carrying = new ReentrantLock();
    private final LossLog losses;
    private final Thread carrier;
    private volatile boolean closed;

    /** Where entries end up. Used by one thread at a time. */
    public interface Storage<T> {
        /** Keeps {@code entries} in their order; how many of them it could keep. */
        int keep(List<T> entries);

        /** Why it could not keep all of the latest entries. */
        String trouble();
    }

    /**
     * @param name the thread's
     * @param what what the log calls the entries
     * @param capacity how many entries may wait
     */
    public BackgroundQueue(String name, String what, int capacity, Storage<T> storage) {
        this(name, what, capacity, storage, System::nanoTime);
        carrier.start();
    }

    /** The same, without a thread: nothing is carried on but by {@link #carryOn}. */
    BackgroundQueue(String name, String what, int capacity, Storage<T> storage, LongSupplier nanoTime) {
        this.storage = storage;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.losses = new LossLog(what, nanoTime);
        this.carrier = Thread.ofPlatform().daemon().name(name).unstarted(this::carryOnUntilClosed);
    }

    /** Puts {@code entry} into the queue; never waits. */
    public void put(T entry) {
        if (!queue.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    /** Carries on what waits, so that storage has every entry that was put before. */
    public void carryOn() {
        carrying.lock();
        try {
            var waiting = new ArrayList<T>();
            queue.drainTo(waiting);
            int kept = waiting.isEmpty() ? 0 : kept(waiting);
            losses.look(dropped.addAndGet(waiting.size() - kept), kept < waiting.size() ? storage.trouble() : TOO_MANY);
        } finally {
            carrying.unlock();
        }
    }

    /** How many of {@code waiting} storage has kept; none where it failed, and the next ones have their turn all the same. */
    private int kept(List<T> waiting) {
        try {
            return storage.keep(waiting);
        } catch (Throwable failure) {
            BackgroundWork.report(carrier, failure);
            return 0;
        }
    }

    /** How many entries were dropped, because the queue was full or storage could not keep them. */
    public long dropped() {
        return dropped.get();
    }

    /** Carries on what waits, and stops. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(carrier);
        carryOn();
        carrying.lock();
        try {
            losses.close();
        } finally {
            carrying.unlock();
        }
    }

    private void carryOnUntilClosed() {
        while (!closed) {
            LockSupport.parkNanos(PAUSE.toNanos());
            BackgroundWork.attempt(this::carryOn);
        }
    }
}
