package io.weir.adapter.out.sandbox;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The lines that Helidon logs whenever a server starts or stops. */
final class HelidonLog {
    /** Kept, because the level of a logger is lost when the logger is collected as garbage. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("io.helidon.common.features.HelidonFeatures"),
            Logger.getLogger("io.helidon.webserver.LoomServer"),
            Logger.getLogger("io.helidon.webserver.ServerListener"));

    private HelidonLog() {}

    /** Suppresses these lines, unless a level is configured for their loggers or for a package of them. */
    static void silence() {
        LOGGERS.stream().filter(logger -> !isConfigured(logger)).forEach(logger -> logger.setLevel(Level.WARNING));
    }

    private static boolean isConfigured(Logger logger) {
        for (@Nullable Logger named = logger; named != null && named.getParent() != null; named = named.getParent()) {
            if (named.getLevel() != null) {
                return true;
            }
        }
        return false;
    }
}
