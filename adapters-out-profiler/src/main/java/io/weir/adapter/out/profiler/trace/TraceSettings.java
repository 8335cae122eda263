package io.weir.adapter.out.profiler.trace;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where traces go, and which.
 *
 * @param resource what the traces say about this Weir, by OpenTelemetry's names
 */
public record TraceSettings(Collector collector, Sampling sampling, Map<String, String> resource, Queue queue) {
    public TraceSettings {
        resource = Map.copyOf(resource);
    }

    /** The same with {@code name} in the resource, unless it is there already. */
    public TraceSettings withResource(String name, String value) {
        if (resource.containsKey(name)) {
            return this;
        }
        var more = new HashMap<>(resource);
        more.put(name, value);
        return new TraceSettings(collector, sampling, more, queue);
    }

    /**
     * The collector, which is called by OTLP over HTTP.
     *
     * @param headers sent with each request; they may be secret
     * @param certificates the authorities of its certificate as PEM; Java's own if empty
     * @param timeout the longest that one request takes, with its repetitions
     */
    public record Collector(
            URI endpoint, Map<String, String> headers, String certificates, boolean compressed, Duration timeout) {
        public Collector {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Collector[hidden]";
        }
    }

    /**
     * Which requests are traced.
     *
     * @param followsCaller whether a caller's trace is traced if the caller traces it, whatever {@code ratio} is
     * @param ratio the share of other traces, from 0 to 1
     */
    public record Sampling(boolean followsCaller, double ratio) {}

    /**
     * How spans wait.
     *
     * @param capacity the greatest number of spans that wait; more are lost
     * @param batch the greatest number of spans in one request
     * @param pause the time between two requests
     * @param timeout the longest that Weir waits for the end of one request
     */
    public record Queue(int capacity, int batch, Duration pause, Duration timeout) {}
}
