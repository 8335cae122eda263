package io.weir.adapter.in.http;

import java.lang.System.Logger.Level;

/** Looks at something again and again, with a pause before each look, in a thread of its own. A look that fails is not the last. */
final class PeriodicLook implements AutoCloseable {
    private final Pause pause;
    private final Runnable look;
    private final System.Logger log;
    private final Thread thread;

    /** What passes between two looks. */
    @FunctionalInterface
    interface Pause {
        /** Returns after it, or throws as soon as the thread is interrupted. */
        void pass() throws InterruptedException;
    }

    /**
     * @param name the thread's
     * @param log learns of looks that fail
     */
    PeriodicLook(String name, Pause pause, Runnable look, System.Logger log) {
        this.pause = pause;
        this.look = look;
        this.log = log;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::lookOnUntilClosed);
    }

    /** Begins, with a pause; goes on until it is closed. */
    void start() {
        thread.start();
    }

    private void lookOnUntilClosed() {
        try {
            while (true) {
                pause.pass();
                lookSafely();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookSafely() {
        try {
            look.run();
        } catch (RuntimeException bug) {
            log.log(Level.ERROR, thread.getName() + " met a bug", Bugs.withoutMessage(bug));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
