package io.weir.bootstrap.log;

import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Keeps the log open while Weir stops. The JDK closes it in a shutdown hook of its own, beside Weir's, and what the last
 * requests had to say would be lost.
 */
public final class RetainedLoggers extends LogManager {
    private static volatile boolean lasting;

    /** For the JDK, which makes one by the name in {@code java.util.logging.manager}. */
    public RetainedLoggers() {}

    /** From now on nothing closes the log. */
    public static void keepOpen() {
        lasting = true;
    }

    /** Writes what still waits to be written. */
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
