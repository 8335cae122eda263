package io.weir.adapter.out.salesforce.deadline;

import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Work on a separate virtual thread. Several threads may wait for its result, each for a limited time.
 *
 * <p>The work continues after a waiting thread has given up. Thread-safe.
 */
public final class DetachedTask<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    /** {@code work} must end without help. It runs after {@link #start}. */
    public DetachedTask(String name, Supplier<T> work) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
    }

    public DetachedTask<T> start() {
        return start(() -> {});
    }

    /**
     * Starts the work. If no thread can be started, runs {@code undo}, fails all waiting threads, and throws the
     * reason.
     */
    public DetachedTask<T> start(Runnable undo) {
        try {
            thread.start();
        } catch (RuntimeException | Error e) {
            undo.run();
            result.completeExceptionally(e);
            throw e;
        }
        return this;
    }

    /** Interrupts the work. On a virtual thread this also ends its network waits. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * The result of the work; empty if it is not available within {@code timeout}. Throws the exception of the work. An
     * {@link Error} of the work is the cause of an {@link IllegalStateException}. Throws
     * {@link SalesforceFailure.DeadlineExceeded} if the waiting thread is interrupted; its interrupt status stays set.
     */
    public Optional<T> await(Duration timeout) {
        try {
            return Optional.of(result.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SalesforceFailure.DeadlineExceeded("the run was interrupted while it waited for Salesforce");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException exception
                    ? exception
                    : new IllegalStateException("%s died".formatted(thread.getName()), e.getCause());
        }
    }

    private void run(Supplier<T> work) {
        try {
            result.complete(work.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        } catch (Error e) {
            result.completeExceptionally(e);
            throw e; // a background task may have no waiting thread that could report it
        }
    }
}
