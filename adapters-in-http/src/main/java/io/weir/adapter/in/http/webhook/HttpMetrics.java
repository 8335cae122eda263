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
 * The metrics of the data server. Labels are from closed sets, among them the names of actions, and never from a
 * caller. A series is registered when it is first needed.
 *
 * <p>Thread-safe.
 */
public final class HttpMetrics {
    /** The label of ad-hoc queries; no action's name has an underscore. */
    public static final String AD_HOC = "ad_hoc";

    /** The label of requests for unknown data actions. */
    public static final String UNKNOWN_ACTION = "unknown_action";

    /** The label of requests for the description of the API. */
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

    /** The labels of a timer. */
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

    /** A request for {@code query} ended after {@code nanos} with {@code outcome}, answering {@code records}. */
    void ended(String query, String outcome, int records, long nanos) {
        rows.increment(records);
        if (outcome.equals(ErrorCode.ANSWER_BROKE_CONTRACT.code())) {
            violations.increment();
        }
        timers.computeIfAbsent(new Series(query, outcome), this::timer).record(Duration.ofNanos(nanos));
    }

    /** Weir ignored {@code count} inputs of a request for {@code query} that the action does not declare. */
    public void unknownInputs(String query, int count) {
        if (count > 0) {
            registry.getOrCreate(Counter.builder("weir_unknown_inputs")
                            .description("Inputs that callers sent, no action declares and Weir ignored")
                            .tags(List.of(Tag.create(QUERY, query))))
                    .increment(count);
        }
    }

    /** Ends a request that {@link #begin} began, whatever its outcome. */
    void end() {
        inFlight.decrementAndGet();
    }

    private Timer timer(Series series) {
        return registry.getOrCreate(Timer.builder("weir_http_request_duration")
                .description("Time from a request's headers to the end of its answer")
                .tags(List.of(Tag.create(QUERY, series.query()), Tag.create("outcome", series.outcome())))
                .percentiles(new double[0])
                .buckets(BUCKETS));
    }
}
