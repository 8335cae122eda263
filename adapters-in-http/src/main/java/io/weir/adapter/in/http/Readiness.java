package io.weir.adapter.in.http;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether Weir has started, and whether it should get requests. It should not before it has started, nor once it is about to
 * stop. Says nothing of Salesforce: a blip there must not take every replica out of service.
 *
 * <p>Thread-safe.
 */
public final class Readiness {
    private volatile State state = State.STARTING;

    private enum State {
        STARTING,
        READY,
        DRAINING
    }

    /** Everything is wired and listens. */
    public void started() {
        state = State.READY;
    }

    /** Weir is about to stop: whoever balances load should look elsewhere. */
    public void draining() {
        state = State.DRAINING;
    }

    /** Whether everything was wired and listened once. */
    boolean hasStarted() {
        return state != State.STARTING;
    }

    /** Whether requests are welcome. */
    public boolean ready() {
        return state == State.READY;
    }

    List<HealthCheck> checks() {
        return List.of(
                new Check("alive", HealthCheckType.LIVENESS, () -> true),
                new Check("started", HealthCheckType.STARTUP, this::hasStarted),
                new Check("accepting", HealthCheckType.READINESS, this::ready));
    }

    private record Check(String name, HealthCheckType type, BooleanSupplier up) implements HealthCheck {
        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.builder().status(up.getAsBoolean()).build();
        }
    }
}
