package io.weir.adapter.in.http.auth;

import io.helidon.metrics.api.MeterRegistry;
import io.weir.domain.port.ReplayGuard;

/**
 * The replay guard that this Weir shares with others and with its own former processes.
 *
 * @param strictness what happens to a signed request that the guard cannot check
 */
public record SharedReplays(ReplayGuard guard, ReplayGuard.Strictness strictness) {
    /** Without a store: the guard of the process decides. */
    public static final SharedReplays NONE =
            new SharedReplays((_, _) -> ReplayGuard.Sighting.FIRST, ReplayGuard.Strictness.LENIENT);

    /** The same; counts the checks. */
    SharedReplays measuredBy(MeterRegistry meters) {
        return equals(NONE) ? this : new SharedReplays(new MeasuredReplayGuard(guard, meters), strictness);
    }
}
