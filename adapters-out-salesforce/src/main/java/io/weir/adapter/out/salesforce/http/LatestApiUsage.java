package io.weir.adapter.out.salesforce.http;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.ApiUsageReadings;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The API usage in the answer to the latest request.
 *
 * <p>Answers overtake each other and usage may fall. The latest value is therefore not the highest, nor the last to
 * arrive: it is the one whose request was sent last. Metrics: {@code weir_api_usage_used}, {@code weir_api_usage_limit}
 * (NaN until known) and {@code weir_salesforce_limit_info_malformed_total}. Thread-safe.
 */
public final class LatestApiUsage implements ApiUsageReadings {
    private record Reading(long turn, Optional<ApiUsage> usage) {}

    private final AtomicLong turns = new AtomicLong();
    private final AtomicReference<Reading> newest = new AtomicReference<>(new Reading(0, Optional.empty()));
    private final Consumer<ApiUsage> observer;
    private final Counter malformed;

    public LatestApiUsage(MeterRegistry meters) {
        this(meters, _ -> {});
    }

    /** @param observer takes each reading that is the latest when it arrives */
    public LatestApiUsage(MeterRegistry meters, Consumer<ApiUsage> observer) {
        this.observer = observer;
        malformed = meters.getOrCreate(Counter.builder("weir_salesforce_limit_info_malformed_total")
                .description("Sforce-Limit-Info headers that could not be read"));
        SalesforceMeters.gauge(
                meters,
                "weir_api_usage_used",
                "API requests the org used in its rolling 24 hours, as Salesforce last said",
                this,
                it -> it.known(ApiUsage::used));
        SalesforceMeters.gauge(
                meters,
                "weir_api_usage_limit",
                "API requests the org may use in its rolling 24 hours",
                this,
                it -> it.known(ApiUsage::limit));
    }

    @Override
    public Optional<ApiUsage> latest() {
        return newest.get().usage();
    }

    /** The sequence number of a request that is sent now, for {@link #read}. */
    long turn() {
        return turns.incrementAndGet();
    }

    /** Records the header of the answer to request number {@code turn}. Never fails. */
    void read(long turn, String header) {
        var usage = LimitInfo.usage(header);
        if (usage.isEmpty()) {
            malformed.increment();
            return;
        }
        var reading = new Reading(turn, usage);
        var latest = newest.accumulateAndGet(reading, (known, other) -> other.turn() > known.turn() ? other : known);
        if (latest.turn() == turn) {
            usage.ifPresent(observer);
        }
    }

    private double known(ToLongFunction<ApiUsage> number) {
        return latest().map(usage -> (double) number.applyAsLong(usage)).orElse(Double.NaN);
    }
}
