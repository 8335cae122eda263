package io.weir.adapter.out.profiler.queue;

import io.weir.domain.port.BackgroundWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Stores entries in the background. A request only puts an entry into a bounded queue; one thread stores it after a
 * pause, by default of 20 ms.
 *
 * <p>If the queue is full, an entry is dropped and counted, because slow storage must never delay a caller. The log
 * reports when losses begin and when they end. Thread-safe.
 */
public final class BackgroundQueue<T> implements AutoCloseable {
    /** Waking a thread for each entry would cost more than the entry. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Any number of entries may wait for the pause to end. */
    private static final int ANY = Integer.MAX_VALUE;

    private static final String TOO_MANY = "the queue is full";

    private final Storage<T> storage;
    private final int capacity;

    /** Takes no lock, at which threads of requests would wait for each other. */
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();

    /** A permit for each entry that may still be put. */
    private final Semaphore room;

    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock flushing = new ReentrantLock();
    private final LossLog losses;
    private final Duration pause;
    private final int batch;
    private final Thread thread;
    private volatile boolean closed;

    /** Stores entries. For one thread at a time. */
    public interface Storage<T> {
        /** Stores {@code entries} in order, and returns how many were stored. */
        int keep(List<T> entries);

        /** Why not all of the latest entries were stored. */
        String trouble();
    }

    /**
     * @param name the name of the thread
     * @param what the name of the entries in log lines
     * @param capacity the greatest number of entries that wait
     */
    public BackgroundQueue(String name, String what, int capacity, Storage<T> storage) {
        this(name, what, capacity, PAUSE, ANY, storage);
    }

    /**
     * A queue that stores entries after {@code pause}, or earlier once {@code batch} of them wait.
     *
     * @param name the name of the thread
     * @param what the name of the entries in log lines
     * @param capacity the greatest number of entries that wait
     */
    public BackgroundQueue(String name, String what, int capacity, Duration pause, int batch, Storage<T> storage) {
        this(name, what, capacity, pause, batch, storage, System::nanoTime);
        thread.start();
    }

    /** A queue without a thread: only {@link #flush} stores entries. */
    BackgroundQueue(String name, String what, int capacity, Storage<T> storage, LongSupplier nanoTime) {
        this(name, what, capacity, PAUSE, ANY, storage, nanoTime);
    }

    private BackgroundQueue(
            String name,
            String what,
            int capacity,
            Duration pause,
            int batch,
            Storage<T> storage,
            LongSupplier nanoTime) {
        this.pause = pause;
        this.batch = batch;
        this.storage = storage;
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
        this.losses = new LossLog(what, nanoTime);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::flushUntilClosed);
    }

    /** Puts {@code entry} into the queue. Never waits. */
    public void put(T entry) {
        if (!room.tryAcquire()) {
            dropped.incrementAndGet();
            return;
        }
        queue.add(entry);
        if (waiting() >= batch) {
            LockSupport.unpark(thread);
        }
    }

    /** Stores all entries that were put before the call. */
    public void flush() {
        flushing.lock();
        try {
            var entries = taken();
            int kept = entries.isEmpty() ? 0 : kept(entries);
            losses.update(
                    dropped.addAndGet(entries.size() - kept), kept < entries.size() ? storage.trouble() : TOO_MANY);
        } finally {
            flushing.unlock();
        }
    }

    /** How many entries are in the queue, or about to be. */
    private int waiting() {
        return capacity - room.availablePermits();
    }

    /** Takes all entries that wait now; those that come meanwhile may stay. */
    private List<T> taken() {
        int most = waiting();
        var entries = new ArrayList<T>(most);
        while (entries.size() < most) {
            var next = queue.poll();
            if (next == null) {
                // it has its place, but is not in the queue yet
                break;
            }
            room.release();
            entries.add(next);
        }
        return entries;
    }

    /** How many of {@code entries} were stored; none if the storage failed. */
    private int kept(List<T> entries) {
        try {
            return storage.keep(entries);
        } catch (Throwable failure) {
            BackgroundWork.report(thread, failure);
            return 0;
        }
    }

    /** How many entries were lost, because the queue was full or they could not be stored. */
    public long dropped() {
        return dropped.get();
    }

    /** The losses that have not ended. */
    public Optional<LossLog.Losing> losing() {
        return losses.losing();
    }

    /** Stores all waiting entries, and stops. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        flush();
        flushing.lock();
        try {
            losses.close();
        } finally {
            flushing.unlock();
        }
    }

    private void flushUntilClosed() {
        while (!closed) {
            LockSupport.parkNanos(pause.toNanos());
            BackgroundWork.attempt(this::flush);
        }
    }
}
