package io.weir.adapter.in.http;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the webhook tells Prometheus. Labels come from closed sets, never from a caller; a series begins to exist when it is
 * first needed.
 *
 * <p>Thread-safe.
 */
final class HttpMetrics {
    private static final Tag AD_HOC = Tag.create("query", "ad_hoc");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter rows;
    private final Counter violations;

    HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.rows = registry.getOrCreate(Counter.builder("weir_rows").description("Records answered to callers"));
        this.violations = registry.getOrCreate(Counter.builder("weir_schema_violations")
                .description("Answers that did not keep the caller's expected_schema")
                .tags(List.of(AD_HOC)));
        registry.getOrCreate(Gauge.builder("weir_http_requests_in_flight", inFlight::get)
                .description("Requests to the webhook that are being answered"));
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    /** A request was answered with {@code records} records, {@code nanos} after it began. */
    void answered(int records, long nanos) {
        rows.increment(records);
        time("answered", nanos);
    }

    void refused(ErrorCode code, long nanos) {
        if (code == ErrorCode.ANSWER_BROKE_CONTRACT) {
            violations.increment();
        }
        time(code.code(), nanos);
    }

    /** The connection ended before there was a request to answer. */
    void unreceived(long nanos) {
        time("body_not_received", nanos);
    }

    /** Whatever became of a request that began. */
    void end() {
        inFlight.decrementAndGet();
    }

    private void time(String outcome, long nanos) {
        timers.computeIfAbsent(outcome, this::timer).record(Duration.ofNanos(nanos));
    }

    private Timer timer(String outcome) {
        return registry.getOrCreate(Timer.builder("weir_http_request_duration")
                .description("Time from a request's headers to the end of its answer")
                .tags(List.of(AD_HOC, Tag.create("outcome", outcome)))
                .buckets(BUCKETS));
    }
}
