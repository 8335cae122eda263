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
     * @param instance the name of this Weir in the history
     * @param host the host of the org
     * @param stops receives what stops the traces
     */
    static Traces traces(
            Config.Observability config,
            String instance,
            Supplier<String> host,
            MeterRegistry meters,
            Deque<Runnable> stops) {
        return config.traces()
                .<Traces>map(settings -> {
                    var traces = new OtlpTraces(described(settings, instance), host);
                    stops.push(traces::close);
                    meters.getOrCreate(
                            FunctionalCounter.builder("weir_traces_dropped_total", traces, OtlpTraces::dropped)
                                    .description("Spans that were lost: too many at once, or the collector took none"));
                    return traces;
                })
                .orElse(Traces.OFF);
    }

    private static TraceSettings described(TraceSettings settings, String instance) {
        return settings.withResource("service.version", Version.current())
                .withResource("service.instance.id", instance);
    }
}
