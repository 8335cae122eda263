package io.weir.adapter.out.salesforce.resilience;

import io.weir.adapter.out.salesforce.query.CompositeQueries;
import io.weir.adapter.out.salesforce.query.RecordRead;
import io.weir.adapter.out.salesforce.settings.BulkheadSettings;
import io.weir.domain.limit.Phase;
import io.weir.domain.limit.RunMeter;
import io.weir.domain.port.SalesforceFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives permits to requests in order of arrival. A lookup that gets one takes others along that wait and may share its
 * request. Thread-safe.
 */
final class PermitQueue {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final BulkheadSettings settings;
    private final InstantSource clock;
    private final BooleanSupplier gathers;
    private final long window;
    private final LongSupplier nanoTime;
    private final Function<List<Lookup>, SharedRequest> share;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param gathers whether a lookup waits a moment for others while requests run, even if there is a permit for it
     * @param window that moment
     * @param nanoTime measures it
     * @param share makes the request that several lookups share
     */
    PermitQueue(
            BulkheadSettings settings,
            InstantSource clock,
            BooleanSupplier gathers,
            Duration window,
            LongSupplier nanoTime,
            Function<List<Lookup>, SharedRequest> share) {
        this.settings = settings;
        this.clock = clock;
        this.gathers = gathers;
        this.window = window.toNanos();
        this.nanoTime = nanoTime;
        this.share = share;
    }

    /** A queue of requests that share with no other. */
    PermitQueue(BulkheadSettings settings, InstantSource clock) {
        this(settings, clock, () -> false, Duration.ZERO, System::nanoTime, _ -> {
            throw new IllegalStateException("nothing is shared here");
        });
    }

    /** A request that waits for its turn. */
    private static final class Waiting {
        private final RunMeter meter;
        private final @Nullable Lookup lookup;
        private final Condition changed;
        private final long readyAt;
        private boolean hasTurn;
        private @Nullable SharedRequest shared;

        Waiting(RunMeter meter, @Nullable Lookup lookup, Condition changed, long readyAt) {
            this.meter = meter;
            this.lookup = lookup;
            this.changed = changed;
            this.readyAt = readyAt;
        }

        /** The number of its queries. */
        int size() {
            return lookup == null ? 1 : lookup.size();
        }

        boolean isReady(long now) {
            return now - readyAt >= 0;
        }

        void go() {
            hasTurn = true;
            changed.signal();
        }
    }

    /**
     * Waits until a request may be sent that shares with no other. The caller must {@link #release} its permit. Throws
     * as {@link #take(Lookup)}.
     */
    void takeAlone(RunMeter meter) {
        take(meter, null);
    }

    /**
     * Waits until {@code lookup} may be sent. Gives the request that it shares with others, or nothing if it has a
     * permit alone, which it must {@link #release}. The permit of a shared request is released once.
     *
     * <p>Throws {@link SalesforceFailure.CallRefused} if the queue is full, and
     * {@link SalesforceFailure.DeadlineExceeded} if the wait exceeds the deadline or is interrupted.
     */
    Optional<SharedRequest> take(Lookup lookup) {
        return take(lookup.meter(), lookup);
    }

    private Optional<SharedRequest> take(RunMeter meter, @Nullable Lookup lookup) {
        lock.lock();
        try (var _ = meter.begin(Phase.Kind.PERMIT)) {
            if (running + waiting.size() >= settings.running() + settings.queued()) {
                throw new SalesforceFailure.CallRefused("too many requests wait for Salesforce", RETRY_AFTER);
            }
            boolean waitsForOthers = lookup != null && lookup.size() < CompositeQueries.MOST && mayMeetOthers();
            if (running < settings.running() && waiting.isEmpty() && !waitsForOthers) {
                running++;
                return Optional.empty();
            }
            long readyAt = nanoTime.getAsLong() + (waitsForOthers ? window : 0);
            var place = new Waiting(meter, lookup, lock.newCondition(), readyAt);
            waiting.add(place);
            dispatch();
            awaitTurn(place);
            return Optional.ofNullable(place.shared);
        } finally {
            lock.unlock();
        }
    }

    /** A permit is free again. */
    void release() {
        lock.lock();
        try {
            running--;
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a lookup is meant to wait for others, and others may come: requests run or wait. */
    private boolean mayMeetOthers() {
        return (running > 0 || !waiting.isEmpty()) && gathers.getAsBoolean();
    }

    private void awaitTurn(Waiting place) {
        long left = TimeUnit.NANOSECONDS.convert(place.meter.deadline().remaining(clock.instant()));
        // once when it is ready, which it may have become since its arrival
        boolean dispatched = false;
        try {
            while (!place.hasTurn) {
                if (left <= 0) {
                    throw new SalesforceFailure.DeadlineExceeded("too many requests were waiting for Salesforce");
                }
                long untilReady = place.readyAt - nanoTime.getAsLong();
                if (untilReady <= 0 && !dispatched) {
                    dispatched = true;
                    dispatch();
                } else {
                    long wait = untilReady > 0 ? Math.min(untilReady, left) : left;
                    left -= wait - place.changed.awaitNanos(wait);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!place.hasTurn) {
                throw new SalesforceFailure.DeadlineExceeded("the run was interrupted while it waited for Salesforce");
            }
        } finally {
            if (!place.hasTurn) {
                waiting.remove(place);
            }
        }
    }

    /** Gives the free permits to those that wait. */
    private void dispatch() {
        while (running < settings.running()) {
            var next = next();
            if (next == null) {
                return;
            }
            running++;
            var group = group(next);
            waiting.removeAll(group);
            if (group.size() > 1) {
                var shared = share.apply(group.stream()
                        .flatMap(place -> Stream.ofNullable(place.lookup))
                        .toList());
                group.forEach(place -> place.shared = shared);
            }
            group.forEach(Waiting::go);
        }
    }

    /** The first that is ready, or the first of as many as a request can hold. */
    private @Nullable Waiting next() {
        long now = nanoTime.getAsLong();
        int gathered = 0;
        for (var place : waiting) {
            if (place.isReady(now)) {
                return place;
            }
            gathered += place.size();
        }
        return gathered >= CompositeQueries.MOST ? waiting.peek() : null;
    }

    /** {@code first}, and those that go with it: as many as possible, of one read of records or of any kind. */
    private List<Waiting> group(Waiting first) {
        if (first.lookup == null) {
            return List.of(first);
        }
        var queries = group(first, first.lookup, false);
        var reads = first.lookup.readsRecord() ? group(first, first.lookup, true) : queries;
        return reads.size() >= queries.stream().mapToInt(Waiting::size).sum() ? reads : queries;
    }

    /**
     * The group of {@code first}, which is expected to be done before the deadline of each member. Queries run one
     * after the other; records are read together.
     */
    private List<Waiting> group(Waiting first, Lookup lookup, boolean records) {
        int most = records ? RecordRead.MOST : CompositeQueries.MOST;
        var now = clock.instant();
        var group = new ArrayList<>(List.of(first));
        int size = first.size();
        var expected = lookup.expected();
        var patience = first.meter.deadline().remaining(now);
        for (var place : waiting) {
            if (size >= most) {
                break;
            }
            var other = place.lookup;
            if (place == first || other == null || size + other.size() > most || (records && !lookup.joins(other))) {
                continue;
            }
            var time = records ? max(expected, other.expected()) : expected.plus(other.expected());
            var left = place.meter.deadline().remaining(now);
            var least = left.compareTo(patience) < 0 ? left : patience;
            if (time.compareTo(least) < 0) {
                group.add(place);
                size += other.size();
                expected = time;
                patience = least;
            }
        }
        return group;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
