package io.weir.domain.port;

import java.util.Arrays;

/** The stack trace of an exception for the log, without its message and causes, which may hold values. */
public final class StackTrace {
    /** Enough: a stack overflow has a thousand equal frames. */
    private static final int MOST_FRAMES = 64;

    private StackTrace() {}

    /** An exception to log in place of {@code thrown}, with its class name as message and its innermost frames. */
    public static Throwable of(Throwable thrown) {
        var frames = thrown.getStackTrace();
        var trace = new IllegalStateException(thrown.getClass().getName());
        trace.setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MOST_FRAMES)));
        return trace;
    }
}
