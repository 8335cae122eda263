package io.weir.adapter.out.salesforce.log;

import java.lang.System.Logger.Level;

/**
 * Logs one WARNING when a problem begins and one INFO line when it ends, regardless of how many requests meet it.
 * Thread-safe.
 */
public final class OngoingProblem {
    private final System.Logger log;
    private volatile boolean ongoing;

    public OngoingProblem(System.Logger log) {
        this.log = log;
    }

    /**
     * Logs the problem unless it is ongoing; {@code message} is a {@link java.text.MessageFormat} pattern for
     * {@code parameters}.
     */
    public void begins(String message, Object... parameters) {
        change(true, Level.WARNING, message, parameters);
    }

    /** Logs the end of the problem if it is ongoing. */
    public void ends(String message, Object... parameters) {
        change(false, Level.INFO, message, parameters);
    }

    private void change(boolean now, Level level, String message, Object... parameters) {
        if (ongoing != now) {
            synchronized (this) {
                if (ongoing != now) {
                    ongoing = now;
                    log.log(level, message, parameters);
                }
            }
        }
    }
}
