package io.weir.adapter.in.http;

/** Bugs, as they come to the outermost place that still knows what they were met by. */
final class Bugs {
    private Bugs() {}

    /** Logs {@code bug} under {@code requestId}, without its message, which may hold values; what its caller is told. */
    static ErrorAnswer told(RuntimeException bug, String requestId, System.Logger log) {
        log.log(System.Logger.Level.ERROR, "request %s met a bug".formatted(requestId), withoutMessage(bug));
        return ErrorAnswer.bug();
    }

    /** Where {@code bug} was met, without its message and its causes'. */
    static Throwable withoutMessage(RuntimeException bug) {
        var told = new IllegalStateException(bug.getClass().getName());
        told.setStackTrace(bug.getStackTrace());
        return told;
    }
}
