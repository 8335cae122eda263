package io.weir.adapter.in.http.watch;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few platform threads for work that takes long and that a request can cause: it keeps no request waiting that does not ask for
 * any. Work waits in the lane of its caller; lanes take turns, so that a caller who asks for much delays others by little.
 *
 * <p>Work that is not done in time is interrupted. The JVM cannot end a thread that takes no notice: it is lost, another one takes
 * its place (up to a bound), and what it worked on is known from then on.
 *
 * <p>Thread-safe. Threads start when they are first needed, and do not keep the JVM alive.
 */
public final class WorkerPool implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WorkerPool.class.getName());

    private final Settings settings;
    private final Map<Object, ArrayDeque<Task<?>>> lanes = new LinkedHashMap<>();
    private final List<Task<?>> lost = new CopyOnWriteArrayList<>();
    private final AtomicLong everLost = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private int waiting;
    private int idle;
    private int serving;
    private int started;
    private boolean closed;

    /**
     * How large a pool is.
     *
     * @param name what its threads and its metrics are called
     * @param threads how much work is done at once
     * @param places how much work may wait in each lane
     * @param replacements how many lost threads are replaced
     * @param grace how much longer work may take that has begun when its time is up
     */
    public record Settings(String name, int threads, int places, int replacements, Duration grace) {}

    /** What work came to. */
    public sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        /** Its lane was full; it has not begun. */
        record Refused<T>() implements Result<T> {}

        /** It was not done in time. */
        record TimeUp<T>() implements Result<T> {}
    }

    public WorkerPool(Settings settings) {
        this.settings = settings;
    }

    /** Half of the processors, so that work in one pool never takes them all from those who answer requests. */
    public static int halfOfTheProcessors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Shows {@code meters} how it fares. */
    public WorkerPool measuredBy(MeterRegistry meters) {
        var tags = List.of(Tag.create("pool", settings.name()));
        meters.getOrCreate(Gauge.builder("weir_worker_waiting", this::waiting)
                .description("Work that waits for a thread of its pool")
                .tags(tags));
        meters.getOrCreate(FunctionalCounter.builder("weir_worker_refused_total", refused, AtomicLong::get)
                .description("Work that was refused because too much of its caller's was waiting")
                .tags(tags));
        meters.getOrCreate(FunctionalCounter.builder("weir_worker_threads_lost_total", everLost, AtomicLong::get)
                .description("Threads that did not stop when the time for their work was up")
                .tags(tags));
        return this;
    }

    /**
     * Does {@code work} on one of the threads, and waits for it; throws what it throws.
     *
     * @param lane whom it is for, by {@code equals}
     * @param subject what {@link #hasLostThreadTo} knows it by
     * @param time how long it may wait and take together
     */
    public <T> Result<T> run(Object lane, String subject, Duration time, Supplier<T> work) {
        var task = new Task<>(subject, work);
        if (!isTaken(lane, task)) {
            refused.incrementAndGet();
            return new Result.Refused<>();
        }
        if (!task.endsWithin(time) && (isWithdrawn(lane, task) || !stops(task))) {
            return new Result.TimeUp<>();
        }
        return task.result();
    }

    /** Whether a thread is lost to work on {@code subject} and still at it. */
    public boolean hasLostThreadTo(String subject) {
        return lost.stream().anyMatch(task -> task.subject.equals(subject));
    }

    /** Ends the calling thread's work by an exception once its time is up: for the loops of long work. */
    public static void checkpoint() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
    }

    /** The thread was interrupted, and stops its work. */
    public static final class Interrupted extends IllegalStateException {
        private Interrupted() {
            super("interrupted");
        }
    }

    /** How much work has not begun. */
    public synchronized int waiting() {
        return waiting;
    }

    private synchronized boolean isTaken(Object lane, Task<?> task) {
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
        return true;
    }

    private void startIfNeeded() {
        if (waiting > idle && serving < mostServing()) {
            serving++;
            started++;
            Thread.ofPlatform()
                    .name("%s-%d".formatted(settings.name(), started))
                    .daemon()
                    .start(this::serve);
        }
    }

    private int mostServing() {
        return Math.max(0, settings.threads() - Math.max(0, lost.size() - settings.replacements()));
    }

    private synchronized boolean isWithdrawn(Object lane, Task<?> task) {
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

    /** Whether {@code task}, which has begun, ends soon after its thread is interrupted. */
    private boolean stops(Task<?> task) {
        synchronized (this) {
            if (task.thread != null) {
                task.thread.interrupt();
            }
        }
        boolean hurried = Thread.interrupted();
        boolean ended = task.endsWithin(settings.grace());
        if (hurried) {
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
                "a thread of {0} does not stop although its time is up; it is lost, and what it works on is refused;"
                        + " {1} are lost, {2} of {3} are left{4}",
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

    /** The next work, of the lane that has waited longest; null when there will be none. */
    private synchronized @Nullable Task<?> next() {
        while (lanes.isEmpty()) {
            if (closed) {
                serving--;
                return null;
            }
            idle++;
            try {
                wait();
            } catch (InterruptedException closing) {
                // by close, which the loop looks for
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

    /** Whether {@code task}, which has ended, was the last for its thread: another one has taken the place of a lost one. */
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

    /** Takes no more work; what waits ends without a result. */
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
        /** Guarded by the pool; null before and after. */
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

        /** An interrupted wait is over; its thread stays interrupted. */
        boolean endsWithin(Duration time) {
            try {
                return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException hurried) {
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
