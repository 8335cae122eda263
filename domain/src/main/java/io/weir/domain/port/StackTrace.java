package io.weir.domain.port;

import java.util.Arrays;

/** Where something was thrown, for the log: without its message and those of its causes, which may hold values. */
public final class StackTrace {
    /** What overflows the stack has a thousand frames that say the same. */
    private static final int MOST_FRAMES = 64;

    private StackTrace() {}

    /** Something to log in place of {@code thrown}: its message is the name of the class, and its frames are the newest of it. */
    public static Throwable of(Throwable thrown) {
        var frames = thrown.getStackTrace();
        var trace = new IllegalStateException(thrown.getClass().getName());
        trace.setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MOST_FRAMES)));
        return trace;
    }
}
