package io.weir.bootstrap.wiring;

import io.weir.domain.limit.Deadline;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Loads what the first requests need before Weir reports that it is ready. After a time limit, Weir is ready anyway:
 * a WARNING lists what is missing, and an INFO follows when it is loaded. Retries until all is loaded, or until closed.
 */
final class WarmUp implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** Short, because the status shows the problem until the next attempt. Refused logins wait longer by themselves. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Parts parts;
    private final Duration time;
    private final Pause pause;
    private final InstantSource clock;
    private final Runnable ready;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final Thread worker = Thread.ofVirtual().name("weir-warm-up").unstarted(this::work);
    private final Thread timer = Thread.ofVirtual().name("weir-ready").unstarted(this::waitUntilReady);
    private final OngoingProblem incomplete;
    private volatile boolean closed;

    /** What must be loaded. */
    interface Parts {
        /** Tries to load what is missing, until {@code deadline}. */
        void get(Deadline deadline);

        /** The names of what is still missing. Thread-safe. */
        Collection<String> missing();
    }

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {
        void pass(Duration time) throws InterruptedException;
    }

    /**
     * @param time the maximum time before {@code ready} runs; zero runs it at once
     * @param ready runs once
     */
    WarmUp(Parts parts, Duration time, Pause pause, InstantSource clock, Runnable ready) {
        this.parts = parts;
        this.time = time;
        this.pause = pause;
        this.clock = clock;
        this.ready = ready;
        this.incomplete = new OngoingProblem(ProblemKind.WARM_UP_INCOMPLETE, LOG, clock);
    }

    /** Starts in the background. */
    void start() {
        worker.start();
        timer.start();
    }

    private void waitUntilReady() {
        try {
            boolean waited = complete.await(time.toNanos(), TimeUnit.NANOSECONDS);
            ready.run();
            if (!waited && time.isPositive()) {
                warn();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            parts.get(Deadline.after(ATTEMPT, clock));
            if (time.isZero() && !parts.missing().isEmpty()) {
                warn();
            }
            for (var wait = FIRST_PAUSE; !parts.missing().isEmpty(); wait = longer(wait)) {
                pause.pass(wait);
                parts.get(Deadline.after(ATTEMPT, clock));
            }
            complete();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // what is under way fails in many ways when Weir stops
            if (!closed) {
                throw failure;
            }
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private synchronized void warn() {
        var missing = List.copyOf(parts.missing());
        if (!missing.isEmpty()) {
            incomplete.begins(
                    () -> ("Weir is ready without %s: the first callers who need it wait for it, or are answered"
                                    + " an error; Weir goes on trying, and weir check says what is wrong")
                            .formatted(String.join(", ", missing)));
        }
    }

    private synchronized void complete() {
        complete.countDown();
        incomplete.ends("what was missing when Weir became ready is there now");
    }

    /** That Weir became ready before the warm-up was complete, until it is. */
    Optional<StatusProblem> problem() {
        return incomplete.current();
    }

    @Override
    public void close() {
        closed = true;
        timer.interrupt();
        worker.interrupt();
    }
}
