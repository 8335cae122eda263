package io.weir.adapter.in.http.answer;

import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.StackTrace;

/** Bugs, as they come to the outermost place that still knows what they were met by. */
public final class UnexpectedErrors {
    private static final System.Logger LOG = System.getLogger(UnexpectedErrors.class.getName());

    private UnexpectedErrors() {}

    /**
     * Logs {@code bug} under {@code requestId}, without its message, which may hold values; what its caller is told. Never throws.
     */
    public static ErrorAnswer describe(Throwable bug, String requestId) {
        BackgroundWork.attempt(() ->
                LOG.log(System.Logger.Level.ERROR, "request %s met a bug".formatted(requestId), StackTrace.of(bug)));
        return ErrorAnswer.bug();
    }
}
