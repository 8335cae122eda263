package io.weir.domain.port;

/**
 * Work on a thread that has to go on whatever a piece of the work throws, such as one look of a watchdog. What it throws goes to
 * the {@link Thread#getUncaughtExceptionHandler() uncaught exception handler} of the thread, as it would if it had ended the thread.
 */
public final class BackgroundWork {
    private BackgroundWork() {}

    /** Does {@code work} on the current thread; whether it came to its end. Never throws. */
    public static boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Throwable failure) {
            report(Thread.currentThread(), failure);
            return false;
        }
    }

    /** Tells the handler of {@code thread} of a {@code failure} in its work. Never throws. */
    public static void report(Thread thread, Throwable failure) {
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable unreported) {
            // as the JVM does with what such a handler throws: nobody is left who could be told
        }
    }
}
