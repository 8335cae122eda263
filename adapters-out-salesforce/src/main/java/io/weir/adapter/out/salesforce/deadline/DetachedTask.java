package io.weir.adapter.out.salesforce.deadline;

import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of its own, so that each who waits for it can stop waiting when its own time is up.
 *
 * <p>The work goes on without them. Thread-safe.
 */
public final class DetachedTask<T> {
    private sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        record Failed<T>(RuntimeException exception) implements Result<T> {}
    }

    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<@Nullable Result<T>> result = new AtomicReference<>();
    private final Thread thread;

    /** {@code work} is to end by itself; nothing runs before {@link #start}. */
    public DetachedTask(String name, Supplier<T> work) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
    }

    public DetachedTask<T> start() {
        thread.start();
        return this;
    }

    /** Interrupts the work, which on a virtual thread also cuts its waits for the network. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * What the work gave; empty if it is not done within {@code timeout}. Throws what the work threw, and
     * {@link SalesforceFailure.DeadlineExceeded} if the waiting thread is interrupted, which then stays interrupted.
     */
    public Optional<T> await(Duration timeout) {
        try {
            if (!finished.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.DeadlineExceeded("the run was interrupted while it waited for Salesforce");
        }
        return Optional.of(
                switch (result.get()) {
                    case Result.Done<T>(var value) -> value;
                    case Result.Failed<T>(var exception) -> throw exception;
                    case null -> throw new IllegalStateException("finished without a result");
                });
    }

    private void run(Supplier<T> work) {
        try {
            result.set(new Result.Done<>(work.get()));
        } catch (RuntimeException e) {
            // whatever it is, it belongs to those who wait
            result.set(new Result.Failed<>(e));
        } finally {
            finished.countDown();
        }
    }
}
