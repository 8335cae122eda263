package io.weir.application.run;

import io.weir.domain.history.Execution.Served;
import io.weir.domain.limit.Deadline;
import io.weir.domain.port.SalesforceFailure;
import io.weir.domain.query.SoqlShape;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets identical requests share one run, and its answer for a short time after that.
 *
 * <p>The first request runs; the others wait, each until its own deadline. They share the outcome and also a failure,
 * except for a failure of the first request alone: it ran out of time or was interrupted. Then one of the others runs
 * instead. Whenever a run ends, all waiting requests go on.
 *
 * <p>Thread-safe.
 *
 * @param <K> the key; two runs are identical if their keys are equal
 * @param <O> the outcome of a run
 */
public final class SingleFlight<K, O> {
    private final ConcurrentHashMap<K, Flight<O>> flights = new ConcurrentHashMap<>();
    private final AnswerCache<K, O> kept;
    private final SharingStats counts;
    private final InstantSource clock;

    /** The result of a run, and where it comes from. */
    public record Shared<O>(RunResult<O> result, Served served) {}

    public SingleFlight(AnswerCache<K, O> kept, SharingStats counts, InstantSource clock) {
        this.kept = kept;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * The result of {@code work} or of an identical run.
     *
     * @param deadline the end of the wait for another run; {@code work} has its own deadline
     * @param keep how long the answer is cached; zero for not at all
     * @param work the run; returns its failures, and throws only because of a bug
     */
    public Shared<O> run(K key, Deadline deadline, Duration keep, Supplier<RunResult<O>> work) {
        boolean keeps = keep.isPositive();
        var known = keeps ? kept.at(key, clock) : Optional.<RunResult<O>>empty();
        if (known.isPresent()) {
            counts.countHit();
            return new Shared<>(known.get(), Served.CACHED);
        }
        if (keeps) {
            counts.countMiss();
        }
        while (true) {
            var own = new Flight<O>(deadline);
            var others = flights.putIfAbsent(key, own);
            if (others == null) {
                return lead(key, own, keep, work);
            }
            var result = awaited(others, deadline);
            if (result != null) {
                counts.countShared();
                return new Shared<>(result, Served.SHARED);
            }
        }
    }

    /** Forgets the answers of the runs whose keys {@code outdated} accepts, and those of runs that are under way. */
    public void forget(Predicate<K> outdated) {
        flights.keySet().removeIf(outdated);
        kept.removeIf(outdated);
    }

    private Shared<O> lead(K key, Flight<O> flight, Duration keep, Supplier<RunResult<O>> work) {
        try {
            boolean keeps = keep.isPositive();
            // Another run may have ended since the first look-up.
            var known = keeps ? kept.at(key, clock) : Optional.<RunResult<O>>empty();
            if (known.isPresent()) {
                flight.result = known.get();
                return new Shared<>(known.get(), Served.CACHED);
            }
            long before = keeps ? kept.removals() : 0;
            var result = work.get();
            if (keeps) {
                kept.keep(key, result, before, keep, clock);
            }
            flight.result = result;
            flight.interrupted = Thread.currentThread().isInterrupted();
            return new Shared<>(result, Served.FRESH);
        } finally {
            flights.remove(key, flight);
            flight.landed.countDown();
        }
    }

    /** The result of {@code flight}; null if a request that waits until {@code deadline} must run itself. */
    private @Nullable RunResult<O> awaited(Flight<O> flight, Deadline deadline) {
        try {
            long timeout = TimeUnit.NANOSECONDS.convert(deadline.remaining(clock.instant()));
            if (!flight.landed.await(timeout, TimeUnit.NANOSECONDS)) {
                return failed(
                        new SalesforceFailure.DeadlineExceeded("the time was up while an identical run was under way"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(
                    new SalesforceFailure.DeadlineExceeded("the run was interrupted while it waited for another"));
        }
        return flight.serves(deadline) ? flight.result : null;
    }

    private RunResult<O> failed(SalesforceFailure failure) {
        return new RunResult.Failed<>(
                failure, Optional.of(new RunResult.Summary(SoqlShape.NONE, 0, false, failure.code())));
    }

    /** A run under way. Its result is written before it lands and read after. */
    private static final class Flight<O> {
        private final CountDownLatch landed = new CountDownLatch(1);
        private final Deadline deadline;
        private @Nullable RunResult<O> result;
        private boolean interrupted;

        Flight(Deadline deadline) {
            this.deadline = deadline;
        }

        /** Whether its result also holds for a request that waits until {@code others}. */
        boolean serves(Deadline others) {
            return switch (result) {
                case null -> false;
                case RunResult.Ended<O> _ -> true;
                case RunResult.Failed<O>(var failure, var _) ->
                    !interrupted && (!isForLackOfTime(failure) || !others.at().isAfter(deadline.at()));
            };
        }

        /** Whether a run with more time might have succeeded. */
        private static boolean isForLackOfTime(SalesforceFailure failure) {
            return failure instanceof SalesforceFailure.DeadlineExceeded
                    || failure instanceof SalesforceFailure.CallRefused;
        }
    }
}
