package io.weir.bootstrap;

import java.util.logging.LogManager;

/**
 * Keeps the log open while Weir stops. The JDK closes it in a shutdown hook of its own, beside Weir's, and what the last
 * requests had to say would be lost.
 */
public final class LastingLogs extends LogManager {
    private static volatile boolean lasting;

    /** For the JDK, which makes one by its name. */
    public LastingLogs() {}

    /** Makes this the JVM's log manager; to be called before anything logs. */
    static void install() {
        System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
    }

    /** From now on nothing closes the log. */
    static void keepOpen() {
        lasting = true;
    }

    @Override
    public void reset() {
        if (!lasting) {
            super.reset();
        }
    }
}
