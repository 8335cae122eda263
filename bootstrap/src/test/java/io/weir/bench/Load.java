package io.weir.bench;

import java.time.Duration;
import java.util.Arrays;

/**
 * What one load came to.
 *
 * @param requestsPerSecond answers that came in the load's own time, by second
 * @param p50 the median latency in microseconds
 * @param p99 the latency in microseconds that one answer of a hundred exceeded
 * @param answered all the expected answers
 * @param failed everything else
 */
record Load(double requestsPerSecond, double p50, double p99, long answered, long failed) {

    static Load of(long[] nanos, long inTime, long failed, Duration lasted) {
        Arrays.sort(nanos);
        return new Load(
                inTime * 1e9 / lasted.toNanos(), micros(nanos, 0.50), micros(nanos, 0.99), nanos.length, failed);
    }

    private static double micros(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e3;
    }
}
