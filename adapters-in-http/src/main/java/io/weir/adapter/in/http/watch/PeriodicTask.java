package io.weir.adapter.in.http.watch;

import io.weir.domain.port.BackgroundWork;

/** Runs a task repeatedly on a separate thread, with a pause before each run. A failed run does not end it. */
public final class PeriodicTask implements AutoCloseable {
    private final Pause pause;
    private final Runnable task;
    private final Thread thread;

    /** The pause between two runs. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after the pause; throws as soon as the thread is interrupted. */
        void pass() throws InterruptedException;
    }

    /** @param name the name of the thread */
    public PeriodicTask(String name, Pause pause, Runnable task) {
        this.pause = pause;
        this.task = task;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::runUntilClosed);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    private void runUntilClosed() {
        try {
            while (true) {
                pause.pass();
                BackgroundWork.attempt(task);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
