package io.weir.adapter.in.http.watch;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.domain.port.BackgroundWork;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few platform threads for slow work, which therefore never delays requests that cause none. Tasks wait in the lane
 * of their caller; lanes take turns, so that a busy caller delays others little.
 *
 * <p>A task that is not done in time is interrupted. The JVM cannot stop a thread that ignores it: the thread is lost,
 * another one replaces it (up to a limit), and the pool remembers the subject of its task.
 *
 * <p>Thread-safe. Threads start when they are first needed, and do not keep the JVM alive.
 */
public final class WorkerPool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());

    private final Settings settings;
    private final ThreadFactory threads;
    private final Map<Object, ArrayDeque<Task<?>>> lanes = new LinkedHashMap<>();
    private final List<Task<?>> lost = new CopyOnWriteArrayList<>();
    private final AtomicLong everLost = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private int waiting;
    private int idle;
    private int serving;
    private boolean closed;

    /**
     * The size of a pool.
     *
     * @param name the name in threads and metrics
     * @param threads how many tasks run at once
     * @param places how many tasks may wait in each lane
     * @param replacements how many lost threads are replaced
     * @param grace how much longer a started task may run when its time is up
     */
    public record Settings(String name, int threads, int places, int replacements, Duration grace) {}

    /** The result of a task. */
    public sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        /** The lane was full, or no thread is left; the task did not start. */
        record Refused<T>() implements Result<T> {}

        /** The task was not done in time. */
        record TimeUp<T>() implements Result<T> {}
    }

    public WorkerPool(Settings settings) {
        this(
                settings,
                Thread.ofPlatform().name(settings.name() + "-", 1).daemon().factory());
    }

    WorkerPool(Settings settings, ThreadFactory threads) {
        this.settings = settings;
        this.threads = threads;
    }

    /** Half of the processors, so that one pool never takes all of them from requests. */
    public static int halfOfTheProcessors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Registers the pool's metrics. */
    public WorkerPool measuredBy(MeterRegistry meters) {
        var tags = List.of(Tag.create("pool", settings.name()));
        meters.getOrCreate(Gauge.builder("weir_worker_waiting", this::waiting)
                .description("Work that waits for a thread of its pool")
                .tags(tags));
        meters.getOrCreate(FunctionalCounter.builder("weir_worker_refused_total", refused, AtomicLong::get)
                .description("Work that was refused because its lane was full")
                .tags(tags));
        meters.getOrCreate(FunctionalCounter.builder("weir_worker_threads_lost_total", everLost, AtomicLong::get)
                .description("Threads that did not stop when the time for their work was up")
                .tags(tags));
        return this;
    }

    /**
     * Runs {@code work} on one of the threads and waits for its result; throws what it throws.
     *
     * @param lane the lane's key, usually the caller
     * @param subject the key for {@link #hasLostThreadTo}
     * @param time how long it may wait and run in total
     */
    public <T> Result<T> run(Object lane, String subject, Duration time, Supplier<T> work) {
        var task = new Task<>(subject, work);
        if (!offer(lane, task)) {
            refused.incrementAndGet();
            return new Result.Refused<>();
        }
        if (!task.endsWithin(time) && (withdraw(lane, task) || !stop(task))) {
            return new Result.TimeUp<>();
        }
        return task.result();
    }

    /** Whether a lost thread still works on {@code subject}. */
    public boolean hasLostThreadTo(String subject) {
        return lost.stream().anyMatch(task -> task.subject.equals(subject));
    }

    /** Throws {@link Interrupted} once the time of the current task is up: for loops of slow work. */
    public static void checkpoint() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
    }

    /** Ends a task whose thread was interrupted. */
    public static final class Interrupted extends IllegalStateException {
        private Interrupted() {
            super("interrupted");
        }
    }

    /** The number of waiting tasks. */
    public synchronized int waiting() {
        return waiting;
    }

    private synchronized boolean offer(Object lane, Task<?> task) {
        var tasks = lanes.get(lane);
        if (closed || mostServing() == 0 || (tasks != null && tasks.size() >= settings.places())) {
            return false;
        }
        lanes.computeIfAbsent(lane, _ -> new ArrayDeque<>()).add(task);
        waiting++;
        if (idle >= waiting) {
            notify();
        } else {
            startIfNeeded();
        }
        // without a thread that ever takes it, it must not wait
        return serving > 0 || !withdraw(lane, task);
    }

    /** Starts a thread if work waits for one. If none can be started now, the next task tries again. */
    private void startIfNeeded() {
        if (waiting > idle && serving < mostServing()) {
            serving++;
            if (!BackgroundWork.attempt(() -> threads.newThread(this::serve).start())) {
                serving--;
            }
        }
    }

    private int mostServing() {
        return Math.max(0, settings.threads() - Math.max(0, lost.size() - settings.replacements()));
    }

    private synchronized boolean withdraw(Object lane, Task<?> task) {
        var tasks = lanes.get(lane);
        if (tasks == null || !tasks.remove(task)) {
            return false;
        }
        waiting--;
        if (tasks.isEmpty()) {
            lanes.remove(lane);
        }
        return true;
    }

    /** Interrupts {@code task}; false if its thread does not stop within the grace, and so is lost. */
    private boolean stop(Task<?> task) {
        synchronized (this) {
            if (task.thread != null) {
                task.thread.interrupt();
            }
        }
        boolean interrupted = Thread.interrupted();
        boolean ended = task.endsWithin(settings.grace());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (ended) {
            return true;
        }
        int left;
        synchronized (this) {
            if (task.thread == null) {
                return true;
            }
            lost.add(task);
            everLost.incrementAndGet();
            serving--;
            startIfNeeded();
            left = mostServing();
        }
        LOG.log(
                Level.WARNING,
                "a thread of the pool {0} did not stop when its time was up; its work is refused from now on;"
                        + " {1} threads are lost, {2} of {3} remain{4}",
                settings.name(),
                lost.size(),
                left,
                settings.threads(),
                left == 0 ? ": restart Weir" : "");
        return false;
    }

    private void serve() {
        var task = next();
        while (task != null) {
            task.run();
            task = isLast(task) ? null : next();
        }
    }

    /** The next task, of the lane that has waited longest; null once the pool is closed. */
    private synchronized @Nullable Task<?> next() {
        while (lanes.isEmpty()) {
            if (closed) {
                serving--;
                return null;
            }
            idle++;
            try {
                wait();
            } catch (InterruptedException ignored) {
                // the loop checks whether the pool is closed
            } finally {
                idle--;
            }
        }
        var lane = lanes.entrySet().iterator().next();
        lanes.remove(lane.getKey());
        var task = lane.getValue().remove();
        if (!lane.getValue().isEmpty()) {
            lanes.put(lane.getKey(), lane.getValue());
        }
        waiting--;
        task.thread = Thread.currentThread();
        return task;
    }

    /** Ends {@code task}; true if its thread was lost and replaced, and so must end. */
    private synchronized boolean isLast(Task<?> task) {
        task.thread = null;
        Thread.interrupted();
        task.ended.countDown();
        if (!lost.remove(task)) {
            return false;
        }
        startIfNeeded();
        return true;
    }

    /** Accepts no more tasks; waiting ones end without a result. */
    @Override
    public synchronized void close() {
        closed = true;
        lanes.values().forEach(tasks -> tasks.forEach(task -> task.ended.countDown()));
        lanes.clear();
        waiting = 0;
        notifyAll();
    }

    private static final class Task<T> {
        private final String subject;
        private final Supplier<T> work;
        private final CountDownLatch ended = new CountDownLatch(1);
        /** The running task's thread; guarded by the pool. */
        private @Nullable Thread thread;

        private @Nullable T value;
        private @Nullable Throwable thrown;

        Task(String subject, Supplier<T> work) {
            this.subject = subject;
            this.work = work;
        }

        void run() {
            try {
                value = work.get();
            } catch (RuntimeException | Error failure) {
                thrown = failure;
            }
        }

        /** Waits for the end of the task; false also if the waiting thread is interrupted, which it then stays. */
        boolean endsWithin(Duration time) {
            try {
                return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        Result<T> result() {
            return switch (thrown) {
                case null -> value == null ? new Result.TimeUp<>() : new Result.Done<>(value);
                case Interrupted _ -> new Result.TimeUp<>();
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException("a supplier throws nothing else", thrown);
            };
        }
    }
}
