package io.weir.adapter.in.http.answer;

import io.weir.domain.port.BackgroundWork;
import io.weir.domain.port.StackTrace;

/** Logs bugs, and turns them into error answers. */
public final class UnexpectedErrors {
    private static final System.Logger LOG = System.getLogger(UnexpectedErrors.class.getName());

    private UnexpectedErrors() {}

    /**
     * Logs {@code bug} under {@code requestId}, without its message, which may contain values. Never throws.
     */
    public static ErrorAnswer describe(Throwable bug, String requestId) {
        BackgroundWork.attempt(() -> LOG.log(
                System.Logger.Level.ERROR,
                "a request met a bug: request_id=%s".formatted(requestId),
                StackTrace.of(bug)));
        return ErrorAnswer.bug();
    }
}
