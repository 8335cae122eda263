package io.weir.bootstrap.wiring;

import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.weir.application.run.SharingStats;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Counts the API requests that were not needed, and why. */
final class CallsSaved {
    private static final String NAME = "weir_salesforce_calls_saved_total";

    private CallsSaved() {}

    /**
     * The runs and queries that need no request because they share a result or a request, or take it from the cache.
     *
     * @param ofRuns the requests that were not needed because several runs shared one
     */
    static SharingStats bySharing(MeterRegistry meters, LongSupplier ofRuns) {
        var sharing = new SharingStats();
        Map.<String, Function<SharingStats, Long>>of("hit", SharingStats::hits, "miss", SharingStats::misses)
                .forEach((result, count) ->
                        meters.getOrCreate(FunctionalCounter.builder("weir_cache_requests_total", sharing, count)
                                .tags(List.of(Tag.create("result", result)))
                                .description("Runs that a cached answer could have served, and whether one did")));
        meters.getOrCreate(FunctionalCounter.builder("weir_singleflight_shared_total", sharing, SharingStats::shared)
                .description("Runs that shared the result of an identical run"));
        count(meters, "single_flight", sharing, SharingStats::shared);
        count(meters, "cache", sharing, SharingStats::hits);
        count(meters, "composite", sharing, stats -> stats.prefetched() + ofRuns.getAsLong());
        return sharing;
    }

    /** Counts {@code saved} of {@code sharing} as saved by {@code reason}, in place of an earlier owner. */
    private static void count(
            MeterRegistry meters, String reason, SharingStats sharing, Function<SharingStats, Long> saved) {
        var tags = List.of(Tag.create("by", reason));
        meters.remove(NAME, tags);
        meters.getOrCreate(FunctionalCounter.builder(NAME, sharing, saved)
                .tags(tags)
                .description("API requests that were not needed, at least, by what made them unnecessary"));
    }
}
