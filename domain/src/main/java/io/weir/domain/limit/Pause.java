package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs are denied {@code until} a moment, because of an answer at {@code since}.
 *
 * @param began the answer that was the first to deny them
 * @param probe the number of the run that tests whether the pause is over; 0 without a probe
 */
record Pause(Instant began, Instant since, Instant until, long probe) {
    private static final Duration LONGEST = ApiBudget.PAUSE.multipliedBy(2);

    static final Pause NONE = new Pause(Instant.MIN, Instant.MIN, Instant.MIN, 0);

    static Pause from(Instant now) {
        return new Pause(now, now, now.plus(ApiBudget.PAUSE), 0);
    }

    /** This pause, or a new one, from {@code now} on, and so much {@code longer} than usual. */
    Pause again(Instant now, Duration longer) {
        return new Pause(runs() ? began : now, now, now.plus(ApiBudget.PAUSE).plus(longer), 0);
    }

    boolean runs() {
        return !equals(NONE);
    }

    Pause probedBy(long probe, Instant now) {
        return new Pause(began, since, now.plus(ApiBudget.PAUSE), probe);
    }

    /** This pause, open to the next probe. */
    Pause over() {
        return new Pause(began, since, Instant.MIN, 0);
    }

    /** Whether a request sent at {@code sentAt} belongs to the current probe. */
    boolean isProbedAt(Instant sentAt) {
        return probe != 0 && !sentAt.isBefore(until.minus(ApiBudget.PAUSE));
    }

    /** This pause until its end, without a probe: the answer to the probe changed nothing. */
    Pause confirmed() {
        return new Pause(began, since, until, 0);
    }

    /** How long a run must wait; zero if it may go ahead. After the pause, only one {@code probe} at a time may. */
    static Duration waitFor(AtomicReference<Pause> reference, long probe, InstantSource clock) {
        while (true) {
            var pause = reference.get();
            if (!pause.runs()) {
                return Duration.ZERO;
            }
            var now = clock.instant();
            var left = Duration.between(now, pause.until());
            if (left.compareTo(LONGEST) > 0) {
                // the clock was set back; how far the pause had come is not known any more
                reference.compareAndSet(pause, pause.again(now, Duration.ZERO));
                continue;
            }
            if (left.isPositive()) {
                return left;
            }
            if (reference.compareAndSet(pause, pause.probedBy(probe, now))) {
                return Duration.ZERO;
            }
        }
    }

    /** A probe without an answer: the next run is the probe. */
    static void passOn(AtomicReference<Pause> reference, long probe) {
        var pause = reference.get();
        if (pause.probe() == probe) {
            reference.compareAndSet(pause, pause.over());
        }
    }
}
