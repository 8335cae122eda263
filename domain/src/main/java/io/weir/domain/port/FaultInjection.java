package io.weir.domain.port;

import java.util.List;
import java.util.Map;

/**
 * Makes the org fail on demand, so that an operator can test how Weir handles failures.
 *
 * <p>A fault has a name and a value, such as {@code latency} with {@code 50ms..2s} or {@code stall} with {@code 0.01};
 * the org defines the names. Calls do not block and are safe from any thread.
 */
public interface FaultInjection {
    /** For a live org, which cannot fail on demand. */
    FaultInjection NONE = new FaultInjection() {
        @Override
        public boolean possible() {
            return false;
        }

        @Override
        public Map<String, String> faults() {
            return Map.of();
        }

        @Override
        public List<String> replace(Map<String, String> faults) {
            return List.of("only the sandbox fails when it is told to");
        }
    };

    /** Whether the org can fail on demand. */
    boolean possible();

    /** The active faults, sorted by name; empty if none. */
    Map<String, String> faults();

    /**
     * Replaces the active faults from the next request on; an empty map ends all faults.
     *
     * @return the problems of {@code faults}; if there are any, nothing changes
     */
    List<String> replace(Map<String, String> faults);
}
