package io.weir.adapter.in.http.watch;

import io.weir.domain.port.BackgroundWork;

/** Looks at something again and again, with a pause before each look, in a thread of its own. A look that fails is not the last. */
public final class PeriodicTask implements AutoCloseable {
    private final Pause pause;
    private final Runnable look;
    private final Thread thread;

    /** What passes between two looks. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after it, or throws as soon as the thread is interrupted. */
        void pass() throws InterruptedException;
    }

    /**
     * @param name the thread's
     */
    public PeriodicTask(String name, Pause pause, Runnable look) {
        this.pause = pause;
        this.look = look;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::lookOnUntilClosed);
    }

    /** Begins, with a pause; goes on until it is closed. */
    public void start() {
        thread.start();
    }

    private void lookOnUntilClosed() {
        try {
            while (true) {
                pause.pass();
                BackgroundWork.attempt(look);
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
