package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides whether a run may spend API requests.
 *
 * <p>The usage in {@code Sforce-Limit-Info} alone denies nothing: the numbers lag and the limit is soft. A run is
 * denied when only the operator's reserve is left, and for {@link #PAUSE} after Salesforce has refused a request
 * because the daily allocation is spent. After the pause, one run goes ahead as a probe. Any other answer ends the
 * pause; if the probe gets no answer, the next run becomes the probe. While only the reserve is left, one run per
 * {@link #PAUSE} goes ahead as well: without a request, a lower usage would stay unknown.
 *
 * <p>The {@link Priority} of a run decides how much of the reserve it may use.
 *
 * <p>Thread-safe.
 */
public final class ApiBudget {
    /** How long runs are denied after a refusal and between probes. */
    public static final Duration PAUSE = Duration.ofSeconds(60);

    private final long reserve;
    private final InstantSource clock;
    private final Changes changes;
    private final AtomicLong probes = new AtomicLong();
    private final AtomicReference<Pause> spent = new AtomicReference<>(Pause.NONE);
    private final AtomicReference<Pause> reserved = new AtomicReference<>(Pause.NONE);
    private final AtomicReference<Optional<Instant>> reserveReached = new AtomicReference<>(Optional.empty());

    /** A listener for changes of the budget's state. Called once for each change, on the thread that detects it. */
    public interface Changes {
        /** Ignores every change. */
        Changes IGNORED = new Changes() {};

        /** Salesforce refused a request because the daily allocation is spent. */
        default void quotaSpent() {}

        /** Salesforce answered again. */
        default void quotaAvailable() {}

        /** Only the reserve is left. */
        default void reserveReached(ApiUsage usage) {}

        /** The reserve plus a tenth is left again; the tenth avoids calls while usage hovers around the reserve. */
        default void reserveLeft(ApiUsage usage) {}
    }

    /** Whether runs are admitted. */
    public sealed interface State {
        /** They are. */
        record Available() implements State {}

        /** Only the reserve is left since {@code since}; at {@code retryAt} a run tests whether that is still so. */
        record ReserveReached(Instant since, Instant retryAt) implements State {}

        /** The allocation is spent since {@code since}; at {@code retryAt} a run tests whether that is still so. */
        record Spent(Instant since, Instant retryAt) implements State {}
    }

    /**
     * Runs are denied {@code until} a moment, because of an answer at {@code since}.
     *
     * @param began the answer that was the first to deny them
     * @param probe the number of the run that tests whether the pause is over; 0 without a probe
     */
    private record Pause(Instant began, Instant since, Instant until, long probe) {
        static final Pause NONE = new Pause(Instant.MIN, Instant.MIN, Instant.MIN, 0);

        static Pause from(Instant now) {
            return new Pause(now, now, now.plus(PAUSE), 0);
        }

        /** This pause, or a new one, from {@code now} on. */
        Pause again(Instant now) {
            return new Pause(runs() ? began : now, now, now.plus(PAUSE), 0);
        }

        boolean runs() {
            return !equals(NONE);
        }

        Pause probedBy(long probe, Instant now) {
            return new Pause(began, since, now.plus(PAUSE), probe);
        }

        /** This pause, open to the next probe. */
        Pause over() {
            return new Pause(began, since, Instant.MIN, 0);
        }

        /** Whether a request sent at {@code sentAt} belongs to the current probe. */
        boolean isProbedAt(Instant sentAt) {
            return probe != 0 && !sentAt.isBefore(until.minus(PAUSE));
        }

        /** This pause until its end, without a probe: the answer to the probe changed nothing. */
        Pause confirmed() {
            return new Pause(began, since, until, 0);
        }
    }

    /**
     * @param reserve the API requests reserved for other applications, 0 or more; 0 turns the reserve off
     */
    public ApiBudget(long reserve, InstantSource clock, Changes changes) {
        if (reserve < 0) {
            throw new IllegalArgumentException("a reserve is 0 or more, not " + reserve);
        }
        this.reserve = reserve;
        this.clock = clock;
        this.changes = changes;
    }

    /** A budget without a listener. */
    public ApiBudget(long reserve, InstantSource clock) {
        this(reserve, clock, Changes.IGNORED);
    }

    /** The reserve in API requests; 0 if it is off. */
    public long reserve() {
        return reserve;
    }

    /** Whether runs are admitted, as far as the answers to the latest runs show. */
    public State state() {
        var pause = spent.get();
        if (pause.runs()) {
            return new State.Spent(pause.began(), retryAt(pause));
        }
        return reserveReached
                .get()
                .<State>map(since -> new State.ReserveReached(since, retryAt(reserved.get())))
                .orElseGet(State.Available::new);
    }

    private Instant retryAt(Pause pause) {
        var now = clock.instant();
        return pause.until().isBefore(now) ? now : pause.until();
    }

    /** Admits a run while the org's usage is unknown. */
    public Admission admit() {
        return admit(probes.incrementAndGet(), Admission.Granted.FREELY);
    }

    /** Admits a run of normal priority; {@code usage} is the latest known usage. */
    public Admission admit(ApiUsage usage) {
        return admit(usage, Priority.NORMAL);
    }

    /** Admits a run of {@code priority}; {@code usage} is the latest known usage. */
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

    /** Admits {@code probe} unless the allocation is spent; gives {@code granted} unless the run is a probe of that. */
    private Admission admit(long probe, Admission.Granted granted) {
        if (!spent.get().runs()) {
            return granted;
        }
        var wait = waitFor(spent, probe);
        return wait.isZero() ? new Admission.Granted(probe) : new Admission.QuotaExhausted(wait);
    }

    /** Whether requests are so scarce at {@code usage} that runs of low priority are denied. */
    public boolean isShort(ApiUsage usage) {
        return reserve > 0 && usage.remaining() <= Priority.LOW.floor(reserve);
    }

    /** The result of {@code work} if {@code admission} is granted, else that of {@code refused}. */
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

    /** The run that was {@code granted} has ended. After a probe without an answer, the next run is the probe. */
    void ended(Admission.Granted granted) {
        if (granted.probe() != 0) {
            passOn(spent, granted.probe());
            passOn(reserved, granted.probe());
        }
    }

    /** Salesforce refused a request because the daily allocation is spent. */
    public void quotaExhausted() {
        var now = clock.instant();
        if (!spent.getAndUpdate(pause -> pause.again(now)).runs()) {
            changes.quotaSpent();
        }
    }

    /**
     * Salesforce answered a request sent at {@code sentAt}, so the daily allocation was not spent at that time. The
     * answer to a request sent before the refusal proves nothing.
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
            if (reserveReached.get().isEmpty()
                    && reserveReached
                            .getAndUpdate(since -> since.or(() -> Optional.of(clock.instant())))
                            .isEmpty()) {
                changes.reserveReached(usage);
            }
        } else if (reserveReached.get().isPresent()
                && usage.remaining() > reserve + reserve / 10
                && reserveReached.getAndSet(Optional.empty()).isPresent()) {
            changes.reserveLeft(usage);
        }
    }

    /** How long a run must wait; zero if it may go ahead. After the pause, only one {@code probe} at a time may. */
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
