package io.weir.adapter.in.http.listener;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Whether Weir has started, and whether it should get requests. It should not before it has warmed up, nor once it is about to
 * stop. After that it says nothing of Salesforce: a blip there must not take every replica out of service.
 *
 * <p>Thread-safe.
 */
public final class Readiness {
    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

    private enum State {
        STARTING,
        WARMING_UP,
        READY,
        DRAINING
    }

    /** Everything is wired and listens. */
    public void started() {
        state.compareAndSet(State.STARTING, State.WARMING_UP);
    }

    /** The first caller waits for nothing but its own query, or Weir waits for that no longer. */
    public void warmedUp() {
        state.compareAndSet(State.WARMING_UP, State.READY);
    }

    /** Weir is about to stop: whoever balances load should look elsewhere. */
    public void draining() {
        state.set(State.DRAINING);
    }

    /** Whether everything was wired and listened once. */
    public boolean hasStarted() {
        return state.get() != State.STARTING;
    }

    /** Whether requests are welcome. */
    public boolean ready() {
        return state.get() == State.READY;
    }

    public List<HealthCheck> checks() {
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
