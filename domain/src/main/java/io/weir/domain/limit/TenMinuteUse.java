package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many API requests were sent in each ten minutes of the last 24 hours. Salesforce counts each for 24 hours.
 *
 * @param calls by the begin of the ten minutes; ten minutes without requests may be missing
 */
public record TenMinuteUse(SortedMap<Instant, Long> calls) {
    /** Ten minutes. */
    public static final Duration SLOT = Duration.ofMinutes(10);

    /** How long a request counts. */
    public static final Duration DAY = Duration.ofHours(24);

    /** No requests. */
    public static final TenMinuteUse NONE = new TenMinuteUse(Collections.emptySortedMap());

    /** Copies the map. */
    public TenMinuteUse {
        calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** The sum of several. */
    public static TenMinuteUse sum(Collection<TenMinuteUse> uses) {
        var sum = new TreeMap<Instant, Long>();
        uses.forEach(use -> use.calls.forEach((slot, calls) -> sum.merge(slot, calls, Long::sum)));
        return new TenMinuteUse(sum);
    }

    /** The begin of the ten minutes that {@code time} is in. */
    public static Instant slot(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), SLOT.toSeconds()) * SLOT.toSeconds());
    }

    /** All requests. */
    public long total() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The requests of the ten minutes that begin at {@code slot}. */
    public long at(Instant slot) {
        return calls.getOrDefault(slot, 0L);
    }

    /** When {@code freed} of these requests no longer count; empty if there are not so many. */
    public Optional<Instant> freesAt(long freed) {
        long sum = 0;
        for (var slot : calls.entrySet()) {
            sum += slot.getValue();
            if (sum >= freed) {
                return Optional.of(slot.getKey().plus(SLOT).plus(DAY));
            }
        }
        return Optional.empty();
    }
}
