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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run serve everybody who asks the same at the same time, and its answer those who ask within a short while.
 *
 * <p>The first to ask runs; the others wait, each until its own deadline. They share the outcome, and a failure too, except
 * one that says more about the first than about Salesforce: that its time was up, or that it was interrupted. Then one of
 * those with more time runs in its place. However a run ends, nobody is left waiting for it.
 *
 * <p>Thread-safe.
 *
 * @param <K> what makes two runs the same, by its {@code equals}
 * @param <O> what runs come to
 */
public final class SingleFlight<K, O> {
    private final ConcurrentHashMap<K, Flight<O>> flights = new ConcurrentHashMap<>();
    private final AnswerCache<K, O> kept;
    private final SharingStats counts;
    private final InstantSource clock;

    /** A run's result, and where it comes from. */
    public record Shared<O>(RunResult<O> result, Served served) {}

    public SingleFlight(AnswerCache<K, O> kept, SharingStats counts, InstantSource clock) {
        this.kept = kept;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * What a run of {@code work}, or an identical one, comes to.
     *
     * @param deadline how long to wait for the run of somebody else; {@code work} keeps its own
     * @param keep how long an answer may serve others; zero for not at all
     * @param work the run; fails by its result, or throws because of a bug
     */
    public Shared<O> run(K key, Deadline deadline, Duration keep, Supplier<RunResult<O>> work) {
        boolean keeps = keep.isPositive();
        var known = keeps ? kept.at(key, clock.instant()) : Optional.<RunResult<O>>empty();
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

    private Shared<O> lead(K key, Flight<O> flight, Duration keep, Supplier<RunResult<O>> work) {
        try {
            // Asked again: the run before this one may have landed since the first look.
            var known = keep.isPositive() ? kept.at(key, clock.instant()) : Optional.<RunResult<O>>empty();
            if (known.isPresent()) {
                flight.result = known.get();
                return new Shared<>(known.get(), Served.CACHED);
            }
            var result = work.get();
            if (keep.isPositive()) {
                kept.keep(key, result, clock.instant().plus(keep));
            }
            flight.result = result;
            flight.interrupted = Thread.currentThread().isInterrupted();
            return new Shared<>(result, Served.FRESH);
        } finally {
            flights.remove(key, flight);
            flight.landed.countDown();
        }
    }

    /** How the flight ended; null where that is no answer for who waits here until {@code deadline}. */
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

    /** A run under way. What it came to is written before it lands and read after. */
    private static final class Flight<O> {
        private final CountDownLatch landed = new CountDownLatch(1);
        private final Deadline deadline;
        private @Nullable RunResult<O> result;
        private boolean interrupted;

        Flight(Deadline deadline) {
            this.deadline = deadline;
        }

        /** Whether its result is one for somebody who waits until {@code others}. */
        boolean serves(Deadline others) {
            return switch (result) {
                case null -> false;
                case RunResult.Ended<O> _ -> true;
                case RunResult.Failed<O>(var failure, var _) ->
                    !interrupted && (!isOfItsOwn(failure) || !others.at().isAfter(deadline.at()));
            };
        }

        /** Whether a run with more time might have fared better. */
        private static boolean isOfItsOwn(SalesforceFailure failure) {
            return failure instanceof SalesforceFailure.DeadlineExceeded
                    || failure instanceof SalesforceFailure.CallRefused;
        }
    }
}
