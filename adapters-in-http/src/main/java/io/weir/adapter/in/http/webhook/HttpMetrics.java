package io.weir.adapter.in.http.webhook;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.weir.adapter.in.http.answer.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the webhook tells Prometheus. Labels come from closed sets (the names of actions among them), never from a caller; a
 * series begins to exist when it is first needed.
 *
 * <p>Thread-safe.
 */
public final class HttpMetrics {
    /** What the ad-hoc query is called; no action's name has an underscore. */
    public static final String AD_HOC = "ad_hoc";

    /** What is asked at the URL of a data action that there is not. */
    public static final String UNKNOWN_ACTION = "unknown_action";

    /** The description of the API. */
    public static final String OPEN_API = "open_api";

    private static final String QUERY = "query";
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
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter rows;
    private final Counter violations;

    /** What a duration is counted under. */
    private record Series(String query, String outcome) {}

    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.rows = registry.getOrCreate(Counter.builder("weir_rows").description("Records answered to callers"));
        this.violations = registry.getOrCreate(Counter.builder("weir_schema_violations")
                .description("Answers that broke their contract")
                .tags(List.of(Tag.create(QUERY, AD_HOC))));
        registry.getOrCreate(Gauge.builder("weir_http_requests_in_flight", inFlight::get)
                .description("Requests to the webhook that are being answered"));
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    /** A request for {@code query} was answered with {@code records} records, {@code nanos} after it began. */
    void answered(String query, int records, long nanos) {
        rows.increment(records);
        time(query, "answered", nanos);
    }

    /** A caller was told what a run of {@code query} would do. */
    void rehearsed(String query, long nanos) {
        time(query, "dry_run", nanos);
    }

    /** A caller was told what it may ask. */
    void described(String query, long nanos) {
        time(query, "answered", nanos);
    }

    void refused(String query, ErrorCode code, long nanos) {
        if (code == ErrorCode.ANSWER_BROKE_CONTRACT) {
            violations.increment();
        }
        time(query, code.code(), nanos);
    }

    /** The connection ended before there was a request to answer. */
    void unreceived(String query, long nanos) {
        time(query, "body_not_received", nanos);
    }

    /** A request for {@code query} had {@code count} inputs that it does not declare. */
    public void unknownInputs(String query, int count) {
        if (count > 0) {
            registry.getOrCreate(Counter.builder("weir_unknown_inputs")
                            .description("Inputs that callers sent, no action declares and Weir ignored")
                            .tags(List.of(Tag.create(QUERY, query))))
                    .increment(count);
        }
    }

    /** Whatever became of a request that began. */
    void end() {
        inFlight.decrementAndGet();
    }

    private void time(String query, String outcome, long nanos) {
        timers.computeIfAbsent(new Series(query, outcome), this::timer).record(Duration.ofNanos(nanos));
    }

    private Timer timer(Series series) {
        return registry.getOrCreate(Timer.builder("weir_http_request_duration")
                .description("Time from a request's headers to the end of its answer")
                .tags(List.of(Tag.create(QUERY, series.query()), Tag.create("outcome", series.outcome())))
                .percentiles(new double[0])
                .buckets(BUCKETS));
    }
}
