package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.adapter.out.profiler.trace.OtlpTraces;
import io.weir.adapter.out.profiler.trace.TraceSettings;
import io.weir.bootstrap.config.Config;
import io.weir.bootstrap.config.Version;
import io.weir.domain.port.Traces;
import java.util.Deque;
import java.util.function.Supplier;

/** The traces, wired by hand. */
final class TraceLink {
    private TraceLink() {}

    /**
     * Traces to the configured collector; {@link Traces#OFF} without one.
     *
     * @param host the host of the org
     * @param stops receives what stops the traces
     */
    static Traces traces(Config config, Supplier<String> host, MeterRegistry meters, Deque<Runnable> stops) {
        return config.observability()
                .traces()
                .<Traces>map(settings -> {
                    var traces = new OtlpTraces(described(settings, config), host);
                    stops.push(traces::close);
                    meters.getOrCreate(
                            FunctionalCounter.builder("weir_traces_dropped_total", traces, OtlpTraces::dropped)
                                    .description("Spans that were lost: too many at once, or the collector took none"));
                    return traces;
                })
                .orElse(Traces.OFF);
    }

    private static TraceSettings described(TraceSettings settings, Config config) {
        return settings.withResource("service.version", Version.current())
                .withResource("service.instance.id", config.history().instance().orElseGet(InstanceName::ofThisHost));
    }
}
