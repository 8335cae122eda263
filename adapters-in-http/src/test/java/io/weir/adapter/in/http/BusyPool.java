package io.weir.adapter.in.http;

import io.weir.adapter.in.http.watch.WorkerPool;
import io.weir.adapter.in.http.watch.WorkerPool.Result;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Keeps every thread of a pool at work, and every place of a lane taken, until it is closed. */
public final class BusyPool implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();

    /** All of {@code pool} is at work; nothing waits in a lane. */
    public static BusyPool threads(WorkerPool pool, int threads) {
        var busy = new BusyPool();
        var begun = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            busy.askers.execute(() -> pool.run("somebody", "", LONG, () -> busy.work(begun)));
            while (pool.waiting() > 0) {
                Thread.onSpinWait();
            }
        }
        await(begun);
        return busy;
    }

    /** The same, and there is no place in {@code lane}. */
    public static BusyPool full(WorkerPool pool, WorkerPool.Settings settings, Object lane) {
        var busy = threads(pool, settings.threads());
        for (int i = 1; i <= settings.places(); i++) {
            busy.askers.execute(() -> pool.run(lane, "", LONG, () -> busy.work(new CountDownLatch(1))));
            while (pool.waiting() < i) {
                Thread.onSpinWait();
            }
        }
        return busy;
    }

    /** A thread of {@code pool} is lost to {@code subject}; the pool's grace should be short. */
    public static BusyPool lost(WorkerPool pool, String subject) {
        var busy = new BusyPool();
        // time may be up before it begins; then nothing is lost, and it is begun once more
        while (!pool.hasLostThreadTo(subject)) {
            var result = pool.run("somebody", subject, Duration.ofMillis(1), () -> busy.work(new CountDownLatch(1)));
            if (result instanceof Result.Refused<Boolean>) {
                throw new IllegalStateException("no thread is left to lose");
            }
        }
        return busy;
    }

    /** Takes no notice of interrupts. */
    private boolean work(CountDownLatch begun) {
        begun.countDown();
        await(end);
        return true;
    }

    private static void await(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // that is what it is for
            }
        }
    }

    @Override
    public void close() {
        end.countDown();
        askers.close();
    }
}
