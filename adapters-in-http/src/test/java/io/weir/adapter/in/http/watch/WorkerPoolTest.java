package io.weir.adapter.in.http.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.adapter.in.http.BusyPool;
import io.weir.adapter.in.http.CapturedLog;
import io.weir.adapter.in.http.TestMeters;
import io.weir.adapter.in.http.watch.WorkerPool.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final AtomicInteger POOLS = new AtomicInteger();

    /** The tests share their meters by name and tags. */
    private final String name = "test-" + POOLS.incrementAndGet();

    private final MeterRegistry meters = TestMeters.ALL;

    @Test
    void worksOnPlatformThreadsOfItsOwnAndOnNoMoreThanItMayHave() throws Exception {
        var pool = pool(2, 1_000, 0, LONG);
        var threads = ConcurrentHashMap.<Thread>newKeySet();

        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                askers.execute(() -> pool.run("a", "", LONG, () -> threads.add(Thread.currentThread())));
            }
        }

        assertThat(threads)
                .hasSizeBetween(1, 2)
                .allSatisfy(thread -> assertThat(thread.getName()).startsWith(name))
                .allSatisfy(thread -> assertThat(thread.isVirtual()).isFalse());
    }

    @Test
    void refusesWhatHasNoPlaceInItsLane() {
        var settings = new WorkerPool.Settings(name, 2, 3, 0, LONG);
        var pool = new WorkerPool(settings).measuredBy(meters);

        try (var _ = BusyPool.full(pool, settings, "a")) {
            assertThat(pool.run("a", "", LONG, () -> 1)).isEqualTo(new Result.Refused<>());
            assertThat(pool.run("b", "", Duration.ZERO, () -> 1)).isEqualTo(new Result.TimeUp<>());
        }
        assertThat(pool.run("a", "", LONG, () -> 1)).isEqualTo(new Result.Done<>(1));
        assertThat(count("weir_worker_refused_total")).isEqualTo(1);
    }

    @Test
    void lanesTakeTurns() throws Exception {
        var pool = pool(1, 10, 0, LONG);
        var order = Collections.synchronizedList(new ArrayList<String>());

        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var _ = BusyPool.threads(pool, 1)) {
                for (String work : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
                    int before = pool.waiting();
                    askers.execute(() -> pool.run(work.charAt(0), "", LONG, () -> order.add(work)));
                    while (pool.waiting() == before) {
                        Thread.onSpinWait();
                    }
                }
            }
        }

        assertThat(order).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
    }

    @Test
    void neverBeginsWhatNobodyWaitsForAnyMore() {
        var pool = pool(1, 10, 0, LONG);
        var begun = new AtomicBoolean();

        try (var _ = BusyPool.threads(pool, 1)) {
            assertThat(pool.run("a", "", Duration.ZERO, () -> begun.getAndSet(true)))
                    .isEqualTo(new Result.TimeUp<>());
            assertThat(pool.waiting()).isZero();
        }
        pool.run("a", "", LONG, () -> 1);
        assertThat(begun).isFalse();
    }

    @Test
    void interruptsWhatTakesTooLongAndGoesOnWithTheSameThread() {
        var pool = pool(1, 10, 0, LONG);
        var thread = thread(pool);
        var begun = new AtomicBoolean();

        while (!begun.get()) {
            assertThat(pool.run("a", "endless", Duration.ofMillis(1), () -> endless(begun)))
                    .isEqualTo(new Result.TimeUp<>());
        }

        assertThat(thread(pool)).isSameAs(thread);
        assertThat(pool.run("a", "", LONG, () -> Thread.currentThread().isInterrupted()))
                .isEqualTo(new Result.Done<>(false));
        assertThat(pool.hasLostThreadTo("endless")).isFalse();
        assertThat(count("weir_worker_threads_lost_total")).isZero();
    }

    @Test
    void replacesLostThreadsUpToABoundAndTakesThemBackOnceTheyStop() {
        var pool = pool(1, 10, 1, Duration.ZERO);
        try (var log = CapturedLog.logger(WorkerPool.class);
                var _ = BusyPool.lost(pool, "first")) {
            assertThat(pool.run("a", "", LONG, () -> 1)).as("replaced").isEqualTo(new Result.Done<>(1));
            try (var _ = BusyPool.lost(pool, "second")) {
                assertThat(pool.run("a", "", LONG, () -> 1)).as("no more").isEqualTo(new Result.Refused<>());
                assertThat(pool.hasLostThreadTo("first")).isTrue();
                assertThat(pool.hasLostThreadTo("second")).isTrue();
                assertThat(count("weir_worker_threads_lost_total")).isEqualTo(2);
                assertThat(log.warnings()).hasSize(2);
                assertThat(log.warnings().getLast()).contains("0 of 1 remain: restart Weir");
            }
            while (pool.hasLostThreadTo("second")) {
                Thread.onSpinWait();
            }
            assertThat(pool.run("a", "", LONG, () -> 1)).isEqualTo(new Result.Done<>(1));
            assertThat(pool.hasLostThreadTo("first")).isTrue();
        }
    }

    @Test
    void throwsWhatWorkThrowsAndSurvivesIt() {
        var pool = pool(1, 10, 0, LONG);
        var thread = thread(pool);

        assertThatThrownBy(() -> pool.run("a", "", LONG, () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> pool.run("a", "", LONG, () -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(thread(pool)).isSameAs(thread);
    }

    @Test
    void refusesWorkIfNoThreadCanStartAndTriesAgain() throws Exception {
        var pool = poolWithoutThread(1, 1);
        var reported = new CompletableFuture<Throwable>();
        try (var askers = askers(reported)) {
            assertThat(askers.submit(() -> pool.run("a", "", LONG, () -> 1)).get())
                    .isEqualTo(new Result.Refused<>());
        }
        assertThat(reported.get()).isInstanceOf(OutOfMemoryError.class);
        assertThat(pool.waiting()).isZero();

        assertThat(pool.run("a", "", LONG, () -> 1)).isEqualTo(new Result.Done<>(1));
    }

    @Test
    void workWaitsForTheOtherThreadsIfNoMoreCanStart() throws Exception {
        var pool = poolWithoutThread(2, 2);
        var reported = new CompletableFuture<Throwable>();
        try (var askers = askers(reported)) {
            Future<Result<Integer>> waits;
            try (var _ = BusyPool.threads(pool, 1)) {
                waits = askers.submit(() -> pool.run("a", "", LONG, () -> 1));
                assertThat(reported.get()).isInstanceOf(OutOfMemoryError.class);
            }
            assertThat(waits.get()).isEqualTo(new Result.Done<>(1));
        }
    }

    @Test
    void leavesNobodyWaitingWhenItCloses() throws Exception {
        var pool = pool(1, 10, 0, LONG);
        try (var _ = BusyPool.threads(pool, 1);
                var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waits = askers.submit(() -> pool.run("a", "", LONG, () -> 1));
            while (pool.waiting() == 0) {
                Thread.onSpinWait();
            }
            pool.close();

            assertThat(waits.get()).isEqualTo(new Result.TimeUp<>());
            assertThat(pool.run("a", "", LONG, () -> 1)).isEqualTo(new Result.Refused<>());
        }
    }

    private static int endless(AtomicBoolean begun) {
        begun.set(true);
        while (true) {
            WorkerPool.checkpoint();
        }
    }

    private static Thread thread(WorkerPool pool) {
        return pool.run("a", "", LONG, Thread::currentThread) instanceof Result.Done<Thread>(var thread)
                ? thread
                : Thread.currentThread();
    }

    private WorkerPool pool(int threads, int places, int replacements, Duration grace) {
        return new WorkerPool(new WorkerPool.Settings(name, threads, places, replacements, grace)).measuredBy(meters);
    }

    /** A pool whose thread {@code missing}, counted from one, cannot be started. */
    private WorkerPool poolWithoutThread(int missing, int threads) {
        var made = new AtomicInteger();
        return new WorkerPool(new WorkerPool.Settings(name, threads, 10, 0, LONG), work -> {
            if (made.incrementAndGet() == missing) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return Thread.ofPlatform().daemon().unstarted(work);
        });
    }

    /** Threads whose failures go to {@code reported}. */
    private static ExecutorService askers(CompletableFuture<Throwable> reported) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .uncaughtExceptionHandler((_, failure) -> reported.complete(failure))
                .factory());
    }

    private long count(String counter) {
        return meters.meter(FunctionalCounter.class, counter, List.of(Tag.create("pool", name)))
                .orElseThrow()
                .count();
    }
}
