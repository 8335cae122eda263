package io.weir.adapter.in.http.webhook;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The requests since the start, as the metrics count them. Reading is slow, so that counting is fast.
 *
 * @param inFlight the requests that run now
 * @param outcomes by outcome
 * @param byCaller by the caller's name, and then by outcome
 */
public record RequestCounts(long inFlight, Map<String, Long> outcomes, Map<String, Map<String, Long>> byCaller) {
    /** The counts in {@code registry}. */
    public static RequestCounts of(MeterRegistry registry) {
        var byCaller = new TreeMap<String, Map<String, Long>>();
        counters(registry, HttpMetrics.REQUESTS)
                .forEach(counter -> byCaller.computeIfAbsent(tag(counter, HttpMetrics.CALLER), _ -> new TreeMap<>())
                        .merge(tag(counter, HttpMetrics.OUTCOME), counter.count(), Long::sum));
        var outcomes = new TreeMap<String, Long>();
        byCaller.values()
                .forEach(ofCaller -> ofCaller.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum)));
        long inFlight = named(registry, HttpMetrics.IN_FLIGHT)
                .filter(Gauge.class::isInstance)
                .mapToLong(gauge -> ((Gauge<?>) gauge).value().longValue())
                .sum();
        return new RequestCounts(inFlight, outcomes, byCaller);
    }

    private static Stream<Counter> counters(MeterRegistry registry, String name) {
        return named(registry, name).filter(Counter.class::isInstance).map(Counter.class::cast);
    }

    private static Stream<Meter> named(MeterRegistry registry, String name) {
        return registry.meters().stream().filter(meter -> meter.id().name().equals(name));
    }

    private static String tag(Meter meter, String key) {
        return meter.id().tagsMap().getOrDefault(key, "");
    }
}
