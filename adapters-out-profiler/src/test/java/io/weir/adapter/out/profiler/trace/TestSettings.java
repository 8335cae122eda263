package io.weir.adapter.out.profiler.trace;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Settings of traces. Spans wait until the traces are closed, unless a test says otherwise. */
record TestSettings(
        URI uri, TraceSettings.Sampling sampling, boolean gzip, Duration timeout, TraceSettings.Queue queue) {
    static TestSettings to(URI uri) {
        return new TestSettings(
                uri,
                new TraceSettings.Sampling(true, 1),
                false,
                Duration.ofSeconds(10),
                new TraceSettings.Queue(100, 50, Duration.ofHours(1), Duration.ofSeconds(30)));
    }

    TestSettings sampling(TraceSettings.Sampling other) {
        return new TestSettings(uri, other, gzip, timeout, queue);
    }

    TestSettings compressed() {
        return new TestSettings(uri, sampling, true, timeout, queue);
    }

    /** The longest that a request takes. */
    TestSettings timeout(Duration other) {
        return new TestSettings(uri, sampling, gzip, other, queue);
    }

    TestSettings queue(TraceSettings.Queue other) {
        return new TestSettings(uri, sampling, gzip, timeout, other);
    }

    TraceSettings built() {
        return new TraceSettings(
                new TraceSettings.Collector(uri.resolve("/v1/traces"), Map.of("X-Tenant", "acme"), "", gzip, timeout),
                sampling,
                Map.of("service.name", "weir-test"),
                queue);
    }
}
