package io.weir.bootstrap.log;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Keeps the log open while Weir stops. The JDK closes the log in its own shutdown hook, in parallel with Weir's, which
 * would lose the last lines.
 */
public final class RetainedLoggers extends LogManager {
    private static volatile boolean lasting;

    /** Called by the JDK, which finds the class by {@code java.util.logging.manager}. */
    public RetainedLoggers() {}

    /** Prevents the log from being closed. */
    public static void keepOpen() {
        lasting = true;
    }

    /** Flushes the log. */
    public static void write() {
        for (var handler : Logger.getLogger("").getHandlers()) {
            handler.flush();
        }
    }

    @Override
    public void reset() {
        if (!lasting) {
            super.reset();
        }
    }
}
