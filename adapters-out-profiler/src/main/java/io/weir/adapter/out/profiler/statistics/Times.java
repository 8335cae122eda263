package io.weir.adapter.out.profiler.statistics;

import io.weir.domain.history.GroupSummary.Percentiles;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long runs took, to 1 percent or 10 microseconds. For one thread at a time. */
public final class Times {
    private static final long UNIT_NANOS = 10_000;
    private static final long LONGEST = Duration.ofHours(1).toNanos() / UNIT_NANOS;

    private final Histogram histogram = new Histogram(2);
    private byte @Nullable [] encoded;

    public Times() {
        histogram.setAutoResize(true);
    }

    /** Adds a run; one of more than an hour counts as an hour. */
    public void add(long nanos) {
        histogram.recordValue(Math.clamp(Math.ceilDiv(nanos, UNIT_NANOS), 0, LONGEST));
        encoded = null;
    }

    public void add(Times others) {
        histogram.add(others.histogram);
        encoded = null;
    }

    /** Adds what {@link #bytes} of another answered. */
    public void add(byte[] bytes) {
        for (var counts = new Counts(bytes); counts.count > 0; counts.advance()) {
            histogram.recordValueWithCount(counts.value, counts.count);
        }
        encoded = null;
    }

    /** Pairs of numbers: how far a time is from the one before, and how many runs took that. */
    public byte[] bytes() {
        var bytes = encoded;
        if (bytes == null) {
            var encoder = new Encoder();
            for (var value : histogram.recordedValues()) {
                encoder.add(value.getValueIteratedTo(), value.getCountAtValueIteratedTo());
            }
            bytes = encoder.bytes.toByteArray();
            encoded = bytes;
        }
        return bytes;
    }

    /** What {@link #bytes} answers for the runs of both. */
    public static byte[] sum(byte[] some, byte[] others) {
        var sum = new Encoder();
        var left = new Counts(some);
        var right = new Counts(others);
        while (left.count > 0 || right.count > 0) {
            long value = Math.min(left.value, right.value);
            sum.add(value, left.countAt(value) + right.countAt(value));
            left.advanceFrom(value);
            right.advanceFrom(value);
        }
        return sum.bytes.toByteArray();
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** The percentiles, at most {@code longest}. */
    public Percentiles percentiles(Duration longest) {
        return new Percentiles(percentile(50, longest), percentile(95, longest), percentile(99, longest));
    }

    /**
     * The time that so many percent of the runs did not pass.
     *
     * @param longest what the longest run took, which is known exactly
     */
    public Duration percentile(double percent, Duration longest) {
        var time = Duration.ofNanos(histogram.getValueAtPercentile(percent) * UNIT_NANOS);
        return time.compareTo(longest) < 0 ? time : longest;
    }

    /** Writes pairs in the order of their times. */
    private static final class Encoder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        private long before;

        void add(long value, long count) {
            write(value - before);
            write(count);
            before = value;
        }

        /** Writes seven bits in a byte, the lowest first; all but the last byte are negative. */
        private void write(long number) {
            long left = number;
            while (left > 0x7f) {
                bytes.write((int) (left & 0x7f) | 0x80);
                left >>>= 7;
            }
            bytes.write((int) left);
        }
    }

    /** Reads pairs, from the first on. */
    private static final class Counts {
        private final ByteBuffer bytes;
        /** Beyond all times after the last pair. */
        private long value;
        /** Zero after the last pair. */
        private long count;

        Counts(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
            advance();
        }

        void advance() {
            if (bytes.hasRemaining()) {
                value += read();
                count = read();
            } else {
                value = Long.MAX_VALUE;
                count = 0;
            }
        }

        long countAt(long time) {
            return value == time ? count : 0;
        }

        void advanceFrom(long time) {
            if (value == time) {
                advance();
            }
        }

        private long read() {
            long number = 0;
            for (int shift = 0; true; shift += 7) {
                byte next = bytes.get();
                number |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
