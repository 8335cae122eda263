package io.weir.domain.history;

import java.time.Duration;
import java.util.Map;

/**
 * Statistics of the runs that have an action, shape, caller or outcome in common.
 *
 * @param key what they have in common; {@link #OTHER} for shapes beyond those that a day counts on their own
 * @param soqlShape the SOQL where the key is a shape's id; empty elsewhere, or where it is not known any more
 * @param time what the runs took in total
 * @param shareOfTime the part of the time of all groups, from 0 to 1
 * @param failures the runs that did not answer
 * @param businessOutcomes how many runs had each business outcome; runs without one are not counted
 * @param before the equally long period before
 */
public record GroupSummary(
        String key,
        String soqlShape,
        long count,
        Duration time,
        double shareOfTime,
        Percentiles percentiles,
        Duration max,
        long apiCalls,
        long rows,
        long failures,
        Map<String, Long> businessOutcomes,
        Before before) {
    /** The key of the shapes that have no group. */
    public static final String OTHER = "other";

    public GroupSummary {
        businessOutcomes = Map.copyOf(businessOutcomes);
    }

    /** The times that 50, 95 and 99 of 100 runs did not pass. */
    public record Percentiles(Duration p50, Duration p95, Duration p99) {}

    /**
     * What a trend compares with.
     *
     * @param p95 zero where no run began in that period
     */
    public record Before(long count, Duration p95) {}
}
