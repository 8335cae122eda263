package io.weir.adapter.in.http.listener;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether Weir has started, and whether it is ready for requests: after its warm-up and until it drains. Readiness does
 * not depend on Salesforce, whose brief failure must not take every replica out of service.
 *
 * <p>Thread-safe.
 */
public final class Readiness {
    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
    private final Map<String, Supplier<String>> details = new ConcurrentHashMap<>();

    private enum State {
        STARTING,
        WARMING_UP,
        READY,
        DRAINING
    }

    /**
     * Shows {@code text} under {@code name} in the details of the readiness check, unless it is empty. Whether Weir is
     * ready does not depend on it.
     */
    public void show(String name, Supplier<String> text) {
        details.put(name, text);
    }

    /** All servers are listening. */
    public void started() {
        state.compareAndSet(State.STARTING, State.WARMING_UP);
    }

    /** The warm-up has finished, or its time is up. */
    public void warmedUp() {
        state.compareAndSet(State.WARMING_UP, State.READY);
    }

    /** Weir is about to stop: load balancers should send requests elsewhere. */
    public void draining() {
        state.set(State.DRAINING);
    }

    /** Whether all servers have started. */
    public boolean hasStarted() {
        return state.get() != State.STARTING;
    }

    /** Whether Weir is ready for requests. */
    public boolean ready() {
        return state.get() == State.READY;
    }

    /** Registers a gauge of {@link #ready}, and removes that of an earlier Weir. */
    public void measure(MeterRegistry meters) {
        meters.remove("weir_ready", List.of());
        meters.getOrCreate(Gauge.builder("weir_ready", () -> ready() ? 1 : 0)
                .description("1 while this Weir is ready for requests"));
    }

    public List<HealthCheck> checks() {
        return List.of(
                new Check("alive", HealthCheckType.LIVENESS, () -> true, Map.of()),
                new Check("started", HealthCheckType.STARTUP, this::hasStarted, Map.of()),
                new Check("accepting", HealthCheckType.READINESS, this::ready, details));
    }

    private record Check(String name, HealthCheckType type, BooleanSupplier up, Map<String, Supplier<String>> details)
            implements HealthCheck {
        @Override
        public HealthCheckResponse call() {
            var response = HealthCheckResponse.builder().status(up.getAsBoolean());
            details.forEach((name, detail) -> {
                String text = detail.get();
                if (!text.isEmpty()) {
                    response.detail(name, text);
                }
            });
            return response.build();
        }
    }
}
