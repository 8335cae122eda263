package io.weir.adapter.out.salesforce.http;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Counts and times requests to Salesforce: {@code weir_salesforce_request_duration_seconds{operation,status_class}} and
 * {@code weir_salesforce_requests_total{operation,error_code}}.
 *
 * <p>Every label has a fixed set of values. Thread-safe.
 */
public final class SalesforceMeters {
    private static final Duration[] BUCKETS = LongStream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final String NO_ERROR = "none";
    private static final String UNKNOWN_ERROR = "other";
    private static final List<String> STATUS_CLASSES = List.of("none", "1xx", "2xx", "3xx", "4xx", "5xx");

    private final MeterRegistry meters;
    private final Predicate<String> knownCodes;
    private final Map<Operation, OperationMeters> operations = new EnumMap<>(Operation.class);

    /** @param knownCodes which of Salesforce's error codes become a label; all others count as {@code other} */
    public SalesforceMeters(MeterRegistry meters, Predicate<String> knownCodes) {
        this.meters = meters;
        this.knownCodes = knownCodes;
        for (var operation : Operation.values()) {
            operations.put(operation, new OperationMeters(operation));
        }
    }

    /** Records a successful request. */
    void answered(Operation operation, int status, long nanos) {
        var operationMeters = of(operation);
        operationMeters.timer(status).record(nanos, TimeUnit.NANOSECONDS);
        operationMeters.successes.increment();
    }

    /** Records a failed request; {@code status} is 0 if no answer arrived. */
    void failed(Operation operation, int status, long nanos, SalesforceFailure failure) {
        var operationMeters = of(operation);
        operationMeters.timer(status).record(nanos, TimeUnit.NANOSECONDS);
        operationMeters
                .failures
                .computeIfAbsent(label(failure), code -> counter(operation, code))
                .increment();
    }

    private OperationMeters of(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    private final class OperationMeters {
        private final Timer[] durations;
        private final Counter successes;
        private final Map<String, Counter> failures = new ConcurrentHashMap<>();

        OperationMeters(Operation operation) {
            durations = STATUS_CLASSES.stream()
                    .map(statusClass -> SalesforceMeters.this.timer(operation, statusClass))
                    .toArray(Timer[]::new);
            successes = counter(operation, NO_ERROR);
        }

        Timer timer(int status) {
            int statusClass = status / 100;
            return durations[statusClass >= 0 && statusClass < durations.length ? statusClass : 0];
        }
    }

    private String label(SalesforceFailure failure) {
        var code = failure.salesforceCode();
        if (code.isEmpty()) {
            return failure.code();
        }
        return knownCodes.test(code.get()) ? code.get() : UNKNOWN_ERROR;
    }

    private Timer timer(Operation operation, String statusClass) {
        return meters.getOrCreate(Timer.builder("weir_salesforce_request_duration_seconds")
                .description("From a request's first byte to its answer's last")
                .percentiles(new double[0])
                .buckets(BUCKETS)
                .addTag(Tag.create("operation", operation.label()))
                .addTag(Tag.create("status_class", statusClass)));
    }

    private Counter counter(Operation operation, String errorCode) {
        return meters.getOrCreate(Counter.builder("weir_salesforce_requests_total")
                .description("Requests to Salesforce by the error they met")
                .addTag(Tag.create("operation", operation.label()))
                .addTag(Tag.create("error_code", errorCode)));
    }

    /** Registers a gauge for {@code number} of {@code owner}, and removes that of an earlier owner. */
    public static <T> void gauge(
            MeterRegistry meters, String name, String description, T owner, ToDoubleFunction<T> number) {
        meters.remove(name, List.of());
        meters.getOrCreate(Gauge.builder(name, owner, number).description(description));
    }
}
