package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.GroupSummary.Percentiles;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** How long runs took, to 1 percent or 10 microseconds. For one thread at a time. */
final class Times {
    private static final long UNIT_NANOS = 10_000;
    private static final long LONGEST = Duration.ofHours(1).toNanos() / UNIT_NANOS;

    private final Histogram histogram = new Histogram(2);

    Times() {
        histogram.setAutoResize(true);
    }

    /** Adds a run; one of more than an hour counts as an hour. */
    void add(Duration time) {
        histogram.recordValue(Math.clamp(Math.ceilDiv(time.toNanos(), UNIT_NANOS), 0, LONGEST));
    }

    /** Adds what {@link #bytes} of another answered. */
    void add(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        long value = 0;
        while (buffer.hasRemaining()) {
            value += read(buffer);
            histogram.recordValueWithCount(value, read(buffer));
        }
    }

    /** Pairs of numbers: how far a time is from the one before, and how many runs took that. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        long before = 0;
        for (var value : histogram.recordedValues()) {
            write(value.getValueIteratedTo() - before, bytes);
            write(value.getCountAtValueIteratedTo(), bytes);
            before = value.getValueIteratedTo();
        }
        return bytes.toByteArray();
    }

    /** Writes seven bits in a byte, the lowest first; all but the last byte are negative. */
    private static void write(long number, ByteArrayOutputStream bytes) {
        long left = number;
        while (left > 0x7f) {
            bytes.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    private static long read(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; true; shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    long count() {
        return histogram.getTotalCount();
    }

    Percentiles percentiles() {
        return new Percentiles(percentile(50), percentile(95), percentile(99));
    }

    Duration percentile(double percent) {
        return Duration.ofNanos(histogram.getValueAtPercentile(percent) * UNIT_NANOS);
    }
}
