package io.weir.adapter.out.salesforce.log;

import java.lang.System.Logger.Level;

/**
 * A problem that lasts for a while: one WARNING when it begins and one INFO when it ends, however many requests meet it
 * meanwhile. Thread-safe.
 */
public final class OngoingProblem {
    private final System.Logger log;
    private volatile boolean ongoing;

    public OngoingProblem(System.Logger log) {
        this.log = log;
    }

    /** Whether it has begun and not ended. */
    boolean isOngoing() {
        return ongoing;
    }

    /** It is there; {@code message} is a pattern of {@link java.text.MessageFormat} where there are {@code parameters}. */
    public void begins(String message, Object... parameters) {
        change(true, Level.WARNING, message, parameters);
    }

    /** It is not there any more. */
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
