package io.weir.domain.port;

import java.util.List;
import java.util.Map;

/**
 * Lets an operator see how Weir bears an org that fails: the org is told how to misbehave, and does until it is told otherwise.
 *
 * <p>Faults are texts by name, such as {@code latency} with {@code 50ms..2s} or {@code stall} with {@code 0.01}; which there are is
 * the org's business. Calls do not block and are safe from any thread.
 */
public interface FaultInjection {
    /** What a live org is: one that fails when it likes and not when it is told to. */
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

    /** Whether the org can be told to fail. */
    boolean possible();

    /** The faults in force, in the order of their names; empty for none. */
    Map<String, String> faults();

    /**
     * Puts {@code faults} in the place of those in force, from the next request on; empty ends the drill.
     *
     * @return what is wrong with them, in words; if anything is, nothing has changed
     */
    List<String> replace(Map<String, String> faults);
}
