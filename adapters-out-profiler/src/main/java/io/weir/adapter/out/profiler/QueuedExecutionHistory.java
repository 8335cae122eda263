package io.weir.adapter.out.profiler;

import io.weir.domain.history.Execution;
import io.weir.domain.port.ExecutionHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes executions off the request's path: a run only puts one into a bounded queue, and one thread carries them on.
 *
 * <p>When the queue is full the execution is dropped and counted, because a slow history must never hold a caller up.
 * {@link #latest} carries on what waits first, so a reader sees every run that ended before it asked.
 */
public final class QueuedExecutionHistory implements ExecutionHistory, AutoCloseable {
    /** Waking a thread for each run costs more than the run's entry; a look every so often costs nothing. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ExecutionHistory history;
    private final BlockingQueue<Execution> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock carrying = new ReentrantLock();
    private final Thread carrier;
    private volatile boolean closed;

    /**
     * @param capacity how many executions may wait
     */
    public QueuedExecutionHistory(ExecutionHistory history, int capacity) {
        this.history = history;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.carrier = Thread.ofPlatform().daemon().name("weir-history").start(this::carryOnUntilClosed);
    }

    @Override
    public void record(Execution execution) {
        if (!queue.offer(execution)) {
            dropped.incrementAndGet();
        }
    }

    @Override
    public List<Execution> latest(int limit) {
        carryOn();
        return history.latest(limit);
    }

    /** How many executions were dropped because the queue was full. */
    public long dropped() {
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

    private void carryOn() {
        carrying.lock();
        try {
            var waiting = new ArrayList<Execution>();
            queue.drainTo(waiting);
            waiting.forEach(history::record);
        } finally {
            carrying.unlock();
        }
    }
}
