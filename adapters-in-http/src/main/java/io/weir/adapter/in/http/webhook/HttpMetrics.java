package io.weir.adapter.in.http.webhook;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.weir.adapter.in.http.answer.ErrorCode;
import io.weir.domain.history.AuditEntry.CallerName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The metrics of the data server. Labels are from closed sets, such as the names of actions and of callers, and never
 * from a request. A series is registered when it is first needed.
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

    /** The outcome of dry runs. */
    static final String DRY_RUN = "dry_run";

    /** The counter of requests by caller. */
    static final String REQUESTS = "weir_http_requests";

    /** The gauge of requests that run. */
    static final String IN_FLIGHT = "weir_http_requests_in_flight";

    static final String CALLER = "caller";
    static final String OUTCOME = "outcome";
    private static final String QUERY = "query";

    /** The most callers that have series of outcomes; there is one for each action, outcome and caller. */
    static final int MOST_CALLERS = 100;

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
    private final Map<Labels, Meters> meters = new ConcurrentHashMap<>();
    private final Set<String> callers = new HashSet<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter rows;
    private final Counter violations;

    /**
     * What is known about a request that has ended.
     *
     * @param query the data action, or {@link #AD_HOC}, {@link #UNKNOWN_ACTION} or {@link #OPEN_API}
     * @param caller the caller's name in the configuration
     * @param outcome as in the audit
     * @param businessOutcome as in the audit
     */
    record Labels(String query, String caller, String outcome, String businessOutcome) {}

    /** The meters that count requests with the same labels. */
    private record Meters(Timer duration, Counter requests, Optional<Counter> actionOutcomes) {}

    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.rows = registry.getOrCreate(Counter.builder("weir_rows").description("Records answered to callers"));
        this.violations = registry.getOrCreate(Counter.builder("weir_schema_violations")
                .description("Answers that broke their contract")
                .tags(List.of(Tag.create(QUERY, AD_HOC))));
        registry.getOrCreate(
                Gauge.builder(IN_FLIGHT, inFlight::get).description("Requests to the webhook that are being answered"));
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    /** A request ended after {@code nanos}, answering {@code records}. */
    void ended(Labels labels, int records, long nanos) {
        rows.increment(records);
        if (labels.outcome().equals(ErrorCode.ANSWER_BROKE_CONTRACT.code())) {
            violations.increment();
        }
        var counted = meters.computeIfAbsent(labels, this::meters);
        counted.duration().record(Duration.ofNanos(nanos));
        counted.requests().increment();
        counted.actionOutcomes().ifPresent(Counter::increment);
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

    private Meters meters(Labels labels) {
        return new Meters(
                timer(labels),
                registry.getOrCreate(Counter.builder(REQUESTS)
                        .description("Requests to the webhook by caller")
                        .tags(List.of(
                                Tag.create(QUERY, labels.query()),
                                Tag.create(CALLER, labels.caller()),
                                Tag.create(OUTCOME, labels.outcome())))),
                Optional.of(labels.businessOutcome())
                        .filter(outcome -> !outcome.isEmpty())
                        .map(outcome -> registry.getOrCreate(Counter.builder("weir_action_outcomes")
                                .description("Requests for data actions by what they answered")
                                .tags(List.of(
                                        Tag.create("action", labels.query()),
                                        Tag.create(OUTCOME, outcome),
                                        Tag.create(CALLER, listed(labels.caller())))))));
    }

    /** The name of {@code caller}, or that of all others if too many have series already. */
    private String listed(String caller) {
        synchronized (callers) {
            return callers.contains(caller) || (callers.size() < MOST_CALLERS && callers.add(caller))
                    ? caller
                    : CallerName.OTHER.value();
        }
    }

    private Timer timer(Labels labels) {
        return registry.getOrCreate(Timer.builder("weir_http_request_duration")
                .description("Time from a request's headers to the end of its answer")
                .tags(List.of(Tag.create(QUERY, labels.query()), Tag.create(OUTCOME, labels.outcome())))
                .percentiles(new double[0])
                .buckets(BUCKETS));
    }
}
