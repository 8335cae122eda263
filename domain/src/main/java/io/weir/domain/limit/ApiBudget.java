package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides whether a run may spend API requests.
 *
 * <p>What {@code Sforce-Limit-Info} says refuses nothing by itself: the numbers lag and the limit is soft. Two things refuse:
 * a reserve that the operator set aside for others, once only it is left, and Salesforce's own word that the daily
 * allocation is spent. That word holds for {@link #PAUSE}; then one run goes ahead as a probe. Any answer but the same word
 * ends the pause. A probe that ends without an answer passes its turn to the next run. While the reserve refuses, one run each
 * {@link #PAUSE} goes ahead too: without a request nobody would learn that usage has fallen again.
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
    private final Changes changes;
    private final AtomicLong probes = new AtomicLong();
    private final AtomicReference<Pause> spent = new AtomicReference<>(Pause.NONE);
    private final AtomicReference<Pause> reserved = new AtomicReference<>(Pause.NONE);
    private final AtomicBoolean reserveReached = new AtomicBoolean();

    /** Hears when a state of the budget begins and when it ends, once each, on the thread that found out. */
    public interface Changes {
        /** Ignores every change. */
        Changes IGNORED = new Changes() {};

        /** Salesforce said that the daily allocation is spent. */
        default void quotaSpent() {}

        /** Salesforce answered again. */
        default void quotaAvailable() {}

        /** Only the reserve is left. */
        default void reserveReached(ApiUsage usage) {}

        /** More than the reserve is left again: by a tenth, so that usage which hovers around it is not news each time. */
        default void reserveLeft(ApiUsage usage) {}
    }

    /**
     * Nothing is asked {@code until} a moment, because of what Salesforce said at {@code since}.
     *
     * @param probe the number of the run that finds out whether it still holds; 0 while there is none
     */
    private record Pause(Instant since, Instant until, long probe) {
        static final Pause NONE = new Pause(Instant.MIN, Instant.MIN, 0);

        static Pause from(Instant now) {
            return new Pause(now, now.plus(PAUSE), 0);
        }

        boolean runs() {
            return !equals(NONE);
        }

        Pause probedBy(long probe, Instant now) {
            return new Pause(since, now.plus(PAUSE), probe);
        }

        /** The same, open to the next probe. */
        Pause over() {
            return new Pause(since, Instant.MIN, 0);
        }

        /** Whether it is being found out by a request that left at {@code sentAt} or before. */
        boolean isProbedAt(Instant sentAt) {
            return probe != 0 && !sentAt.isBefore(until.minus(PAUSE));
        }

        /** The same, for the rest of its time: its probe was answered and changed nothing. */
        Pause confirmed() {
            return new Pause(since, until, 0);
        }
    }

    /**
     * @param reserve how many API requests to leave to others, 0 or more; 0 turns the reserve off
     */
    public ApiBudget(long reserve, InstantSource clock, Changes changes) {
        if (reserve < 0) {
            throw new IllegalArgumentException("a reserve is 0 or more, not " + reserve);
        }
        this.reserve = reserve;
        this.clock = clock;
        this.changes = changes;
    }

    /** A budget that tells nobody of its changes. */
    public ApiBudget(long reserve, InstantSource clock) {
        this(reserve, clock, Changes.IGNORED);
    }

    /** The reserve in API requests; 0 when it is off. */
    public long reserve() {
        return reserve;
    }

    /** Admits a run while the org's usage is not known yet. */
    public Admission admit() {
        return admit(probes.incrementAndGet(), Admission.Granted.FREELY);
    }

    /** Admits a run of normal priority when {@code usage} is the newest the org told. */
    public Admission admit(ApiUsage usage) {
        return admit(usage, Priority.NORMAL);
    }

    /** Admits a run of {@code priority} when {@code usage} is the newest the org told. */
    public Admission admit(ApiUsage usage, Priority priority) {
        observe(usage);
        if (reserve == 0 || usage.remaining() > priority.floor(reserve)) {
            if (usage.remaining() > reserve && reserved.get().runs()) {
                reserved.set(Pause.NONE);
            }
            return admit();
        }
        boolean first = !reserved.get().runs() && reserved.compareAndSet(Pause.NONE, Pause.from(clock.instant()));
        long probe = probes.incrementAndGet();
        var wait = first ? PAUSE : waitFor(reserved, probe);
        if (!wait.isZero()) {
            return new Admission.OnlyReserveLeft(usage, reserve, wait);
        }
        var granted = new Admission.Granted(probe);
        var admission = admit(probe, granted);
        if (admission instanceof Admission.Denied) {
            ended(granted);
        }
        return admission;
    }

    /** Admits {@code probe} unless the allocation is spent; as {@code granted} where it is no probe for that. */
    private Admission admit(long probe, Admission.Granted granted) {
        if (!spent.get().runs()) {
            return granted;
        }
        var wait = waitFor(spent, probe);
        return wait.isZero() ? new Admission.Granted(probe) : new Admission.QuotaExhausted(wait);
    }

    /** What {@code work} gives where {@code admission} lets it run, else what becomes of the denial. */
    public <T> T spend(Admission admission, Supplier<T> work, Function<Admission.Denied, T> refused) {
        return switch (admission) {
            case Admission.Denied denial -> refused.apply(denial);
            case Admission.Granted granted -> {
                try {
                    yield work.get();
                } finally {
                    ended(granted);
                }
            }
        };
    }

    /** The run that was {@code granted} is over, however it ended. A probe that was not answered passes its turn on. */
    void ended(Admission.Granted granted) {
        if (granted.probe() != 0) {
            passOn(spent, granted.probe());
            passOn(reserved, granted.probe());
        }
    }

    /** Salesforce refused a request because the daily allocation is spent. */
    public void quotaExhausted() {
        if (!spent.getAndSet(Pause.from(clock.instant())).runs()) {
            changes.quotaSpent();
        }
    }

    /**
     * Salesforce answered, by whatever else, a request that was sent at {@code sentAt}, so its daily allocation was not spent
     * then. What was asked before the refusal and is answered after it proves nothing.
     */
    public void answered(Instant sentAt) {
        var pause = spent.get();
        if (pause.runs() && sentAt.isAfter(pause.since()) && spent.compareAndSet(pause, Pause.NONE)) {
            changes.quotaAvailable();
        }
        var look = reserved.get();
        if (look.isProbedAt(sentAt)) {
            reserved.compareAndSet(look, look.confirmed());
        }
    }

    private void observe(ApiUsage usage) {
        if (reserve == 0) {
            return;
        }
        if (usage.remaining() <= reserve) {
            if (!reserveReached.get() && reserveReached.compareAndSet(false, true)) {
                changes.reserveReached(usage);
            }
        } else if (reserveReached.get()
                && usage.remaining() > reserve + reserve / 10
                && reserveReached.compareAndSet(true, false)) {
            changes.reserveLeft(usage);
        }
    }

    /** How long a run must wait; zero if it may go ahead, which once the pause is over one {@code probe} at a time may. */
    private Duration waitFor(AtomicReference<Pause> reference, long probe) {
        while (true) {
            var pause = reference.get();
            if (!pause.runs()) {
                return Duration.ZERO;
            }
            var now = clock.instant();
            if (now.isBefore(pause.until())) {
                return Duration.between(now, pause.until());
            }
            if (reference.compareAndSet(pause, pause.probedBy(probe, now))) {
                return Duration.ZERO;
            }
        }
    }

    private static void passOn(AtomicReference<Pause> reference, long probe) {
        var pause = reference.get();
        if (pause.probe() == probe) {
            reference.compareAndSet(pause, pause.over());
        }
    }
}
