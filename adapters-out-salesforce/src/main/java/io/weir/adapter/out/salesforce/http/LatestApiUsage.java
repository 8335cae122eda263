package io.weir.adapter.out.salesforce.http;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.port.ApiUsageReadings;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/**
 * The API usage that the youngest request heard of.
 *
 * <p>Answers overtake each other and usage may fall, so the newest is not the highest and not the last to arrive: it is the
 * one whose request left last. Metrics: {@code weir_api_usage_used}, {@code weir_api_usage_limit} (NaN until known) and
 * {@code weir_salesforce_limit_info_malformed_total}. Thread-safe.
 */
public final class LatestApiUsage implements ApiUsageReadings {
    private record Reading(long turn, Optional<ApiUsage> usage) {}

    private final AtomicLong turns = new AtomicLong();
    private final AtomicReference<Reading> newest = new AtomicReference<>(new Reading(0, Optional.empty()));
    private final Counter malformed;

    public LatestApiUsage(MeterRegistry meters) {
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

    /** The turn of a request that leaves now; its answer's header goes to {@link #read} with it. */
    long turn() {
        return turns.incrementAndGet();
    }

    /** Takes in the header of the answer to the request that left at {@code turn}; never fails. */
    void read(long turn, String header) {
        var usage = LimitInfo.usage(header);
        if (usage.isEmpty()) {
            malformed.increment();
            return;
        }
        var reading = new Reading(turn, usage);
        newest.accumulateAndGet(reading, (old, young) -> young.turn() > old.turn() ? young : old);
    }

    private double known(ToLongFunction<ApiUsage> number) {
        return latest().map(usage -> (double) number.applyAsLong(usage)).orElse(Double.NaN);
    }
}
