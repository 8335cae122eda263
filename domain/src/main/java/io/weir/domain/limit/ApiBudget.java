package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides whether a run may spend API requests.
 *
 * <p>What {@code Sforce-Limit-Info} says refuses nothing by itself: the numbers lag and the limit is soft. Two things refuse:
 * a reserve that the operator set aside for others, once only it is left, and Salesforce's own word that the daily
 * allocation is spent. That word holds for {@link #PAUSE}; then one run goes ahead as a probe, and an answer ends the pause.
 * While the reserve refuses, one run each {@link #PAUSE} goes ahead too: without a request nobody would learn that usage has
 * fallen again.
 *
 * <p>How much of the reserve a run may take depends on its {@link Priority}.
 *
 * <p>Thread-safe.
 */
public final class ApiBudget {
    /** How long nothing is asked after a refusal, and between probes. */
    public static final Duration PAUSE = Duration.ofSeconds(60);

    private final long reserve;
    private final InstantSource clock;
    private final AtomicReference<Pause> spent = new AtomicReference<>(Pause.NONE);
    private final AtomicReference<Pause> reserved = new AtomicReference<>(Pause.NONE);

    /** Nothing is asked {@code until} a moment, because of what Salesforce said at {@code since}. */
    private record Pause(Instant since, Instant until) {
        static final Pause NONE = new Pause(Instant.MIN, Instant.MIN);

        static Pause from(Instant now) {
            return new Pause(now, now.plus(PAUSE));
        }

        boolean runs() {
            return !equals(NONE);
        }

        Pause goingOnAt(Instant now) {
            return new Pause(since, now.plus(PAUSE));
        }
    }

    /**
     * @param reserve how many API requests to leave to others, 0 or more; 0 turns the reserve off
     */
    public ApiBudget(long reserve, InstantSource clock) {
        if (reserve < 0) {
            throw new IllegalArgumentException("a reserve is 0 or more, not " + reserve);
        }
        this.reserve = reserve;
        this.clock = clock;
    }

    /** The reserve in API requests; 0 when it is off. */
    public long reserve() {
        return reserve;
    }

    /** Admits a run while the org's usage is not known yet. */
    public Admission admit() {
        var wait = waitFor(spent);
        return wait.isZero() ? new Admission.Granted() : new Admission.QuotaExhausted(wait);
    }

    /** Admits a run of normal priority when {@code usage} is the newest the org told. */
    public Admission admit(ApiUsage usage) {
        return admit(usage, Priority.NORMAL);
    }

    /** Admits a run of {@code priority} when {@code usage} is the newest the org told. */
    public Admission admit(ApiUsage usage, Priority priority) {
        if (reserve == 0 || usage.remaining() > priority.floor(reserve)) {
            if (usage.remaining() > reserve) {
                end(reserved);
            }
            return admit();
        }
        boolean first = !reserved.get().runs() && reserved.compareAndSet(Pause.NONE, Pause.from(clock.instant()));
        var wait = first ? PAUSE : waitFor(reserved);
        return wait.isZero() ? admit() : new Admission.OnlyReserveLeft(usage, reserve, wait);
    }

    /** Salesforce refused a request because the daily allocation is spent. */
    public void quotaExhausted() {
        spent.set(Pause.from(clock.instant()));
    }

    /**
     * Salesforce answered a run that began at {@code startedAt}, so its daily allocation was not spent then. What was asked
     * before the refusal and is answered after it proves nothing.
     */
    public void answered(Instant startedAt) {
        var pause = spent.get();
        if (pause.runs() && startedAt.isAfter(pause.since())) {
            spent.compareAndSet(pause, Pause.NONE);
        }
    }

    /** How long a run must wait; zero if it may go ahead, which once the pause is over one run at a time may. */
    private Duration waitFor(AtomicReference<Pause> reference) {
        while (true) {
            var pause = reference.get();
            if (!pause.runs()) {
                return Duration.ZERO;
            }
            var now = clock.instant();
            if (now.isBefore(pause.until())) {
                return Duration.between(now, pause.until());
            }
            if (reference.compareAndSet(pause, pause.goingOnAt(now))) {
                return Duration.ZERO;
            }
        }
    }

    private static void end(AtomicReference<Pause> reference) {
        if (reference.get().runs()) {
            reference.set(Pause.NONE);
        }
    }
}
