package io.weir.adapter.out.salesforce.deadline;

import java.time.Duration;

/** Waits. An interface, so that tests do not wait. */
@FunctionalInterface
public interface Sleeper {
    /** The real one. */
    Sleeper REAL = Thread::sleep;

    /** Returns after {@code time}, or throws as soon as the thread is interrupted. */
    void sleep(Duration time) throws InterruptedException;
}
