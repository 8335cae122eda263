package io.weir.domain.port;

/**
 * Runs pieces of work on a thread that must survive their exceptions, such as that of a watchdog. An exception goes to
 * the {@link Thread#getUncaughtExceptionHandler() uncaught exception handler} of the thread.
 */
public final class BackgroundWork {
    private BackgroundWork() {}

    /** Runs {@code work} on the current thread; whether it ended normally. Never throws. */
    public static boolean attempt(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Throwable failure) {
            report(Thread.currentThread(), failure);
            return false;
        }
    }

    /** Reports {@code failure} to the handler of {@code thread}. Never throws. */
    public static void report(Thread thread, Throwable failure) {
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable unreported) {
            // The JVM ignores exceptions of such a handler too.
        }
    }
}
