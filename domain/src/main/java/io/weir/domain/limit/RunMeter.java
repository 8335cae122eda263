package io.weir.domain.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The deadline of one run, what it has spent so far of API requests and attempts, and the phases of its time.
 *
 * <p>Adapters count on it what the history records. A request that several runs share has a {@link #shared} meter.
 * Thread-safe.
 */
public final class RunMeter {
    /** The most phases that are kept of one run. Beyond it, the last one is {@link Phase.Kind#MORE}. */
    public static final int MOST_PHASES = 64;

    /** Shorter phases are omitted: a permit that is free, a token that is valid, a description that is cached. */
    public static final Duration SHORTEST_PHASE = Duration.ofNanos(10_000);

    private static final long SHORTEST_NANOS = SHORTEST_PHASE.toNanos();

    private final Deadline deadline;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private final List<RunMeter> sharers;
    private final AtomicInteger apiCalls = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final List<Phase> phases = new ArrayList<>();

    /** A phase that has begun; closing it records it. */
    public final class Timing implements AutoCloseable {
        private final Phase.Kind kind;
        private final long begin;

        private Timing(Phase.Kind kind, long begin) {
            this.kind = kind;
            this.begin = begin;
        }

        /** Records the phase without a result. */
        @Override
        public void close() {
            end("");
        }

        /** Records the phase with {@code result}, as {@link Phase#result} describes. */
        public void end(String result) {
            record(kind, begin, nanoTime.getAsLong(), result);
        }
    }

    /** The run begins now. */
    public RunMeter(Deadline deadline) {
        this(deadline, System::nanoTime);
    }

    /** @param nanoTime the time in nanoseconds, as of {@link System#nanoTime} */
    public RunMeter(Deadline deadline, LongSupplier nanoTime) {
        this(deadline, nanoTime, List.of());
    }

    private RunMeter(Deadline deadline, LongSupplier nanoTime, List<RunMeter> sharers) {
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
        this.sharers = sharers;
    }

    /**
     * The meter of a request that {@code runs} share, which measure time alike. Its deadline is the latest of theirs.
     * Each of them has its attempts and phases. Its API requests count on the first alone, so that the sum over all
     * runs is what the org counts.
     */
    public static RunMeter shared(List<RunMeter> runs) {
        var latest = runs.stream().map(RunMeter::deadline).max(Comparator.comparing(Deadline::at));
        return new RunMeter(latest.orElseThrow(), runs.getFirst().nanoTime, List.copyOf(runs));
    }

    public Deadline deadline() {
        return deadline;
    }

    /** The time since the run began. */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
    }

    /** Counts a request toward the org's API allocation. */
    public void countApiCall() {
        apiCalls.incrementAndGet();
        if (!sharers.isEmpty()) {
            sharers.getFirst().countApiCall();
        }
    }

    /** Counts one attempt that sent a request, whether it is the first or a retry. */
    public void countAttempt() {
        attempts.incrementAndGet();
        sharers.forEach(RunMeter::countAttempt);
    }

    public int apiCalls() {
        return apiCalls.get();
    }

    public int attempts() {
        return attempts.get();
    }

    /** Begins a phase, which ends when the result is closed. */
    public Timing begin(Phase.Kind kind) {
        return new Timing(kind, nanoTime.getAsLong());
    }

    /** Records a phase that began when {@link #elapsed} was {@code start} and ends now. */
    public void since(Duration start, Phase.Kind kind) {
        record(kind, startedNanos + start.toNanos(), nanoTime.getAsLong(), "");
    }

    /** The phases that have ended, in the order of their start; at most {@link #MOST_PHASES}. */
    public List<Phase> phases() {
        synchronized (phases) {
            if (phases.isEmpty()) {
                return List.of();
            }
            var ordered = new ArrayList<>(phases);
            ordered.sort(Comparator.comparing(Phase::start));
            return List.copyOf(ordered);
        }
    }

    /** The total time of the phases of {@code kind} that have ended, apart from those merged beyond the bound. */
    public Duration timeOf(Phase.Kind kind) {
        synchronized (phases) {
            var time = Duration.ZERO;
            for (var phase : phases) {
                if (phase.kind() == kind) {
                    time = time.plus(phase.duration());
                }
            }
            return time;
        }
    }

    private void record(Phase.Kind kind, long begin, long end, String result) {
        sharers.forEach(run -> run.record(kind, begin, end, result));
        if (end - begin < SHORTEST_NANOS) {
            return;
        }
        var start = Duration.ofNanos(begin - startedNanos);
        var duration = Duration.ofNanos(end - begin);
        synchronized (phases) {
            if (phases.size() < MOST_PHASES) {
                phases.add(
                        phases.size() < MOST_PHASES - 1
                                ? new Phase(kind, start, duration, result)
                                : new Phase(Phase.Kind.MORE, start, duration));
            } else {
                var rest = phases.removeLast();
                phases.add(new Phase(rest.kind(), rest.start(), rest.duration().plus(duration)));
            }
        }
    }
}
