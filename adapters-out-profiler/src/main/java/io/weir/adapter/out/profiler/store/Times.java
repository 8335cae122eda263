package io.weir.adapter.out.profiler.store;

import io.weir.domain.history.GroupSummary.Percentiles;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
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
        histogram.add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), 0));
    }

    /** All of it, in HdrHistogram's uncompressed form, which takes no room for times that no run had. */
    byte[] bytes() {
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        histogram.encodeIntoByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
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
