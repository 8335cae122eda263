package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
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
 * <p>The {@link Priority} of a run decides how much of the reserve it may use: {@link ApiFloors}.
 *
 * <p>Where several Weirs share the org, a {@link CallLease} with terms decides instead of the reported usage, and one
 * Weir of all sends the request that finds out whether usage has fallen. While the others cannot be asked, the lease
 * and the reported usage must both admit a run.
 *
 * <p>Thread-safe.
 */
public final class ApiBudget {
    /** How long runs are denied after a refusal and between probes. */
    public static final Duration PAUSE = Duration.ofSeconds(60);

    /** After this a lease that was used up is renewed, if the others leave enough. */
    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private final ApiFloors floors;
    private final CallLease lease;
    private final CallerCalls callers;
    private final InstantSource clock;
    private final Changes changes;
    private final AtomicLong probes = new AtomicLong();
    private final AtomicReference<Pause> spent = new AtomicReference<>(Pause.NONE);
    private final AtomicReference<Pause> reserved = new AtomicReference<>(Pause.NONE);
    private final AtomicReference<Optional<Instant>> reserveReached = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<ApiAccount>> account = new AtomicReference<>(Optional.empty());

    /** A listener for changes of the budget's state. Called once for each change, on the thread that detects it. */
    public interface Changes {
        /** Ignores every change. */
        Changes IGNORED = new Changes() {};

        /** Salesforce refused a request because the daily allocation is spent. */
        default void quotaSpent() {}

        /** Salesforce answered again. */
        default void quotaAvailable() {}

        /** Only {@code reserve}, the floor of normal priority, is left. */
        default void reserveReached(ApiUsage usage, long reserve) {}

        /** The reserve plus a tenth is left again; the tenth avoids calls while usage hovers around the reserve. */
        default void reserveLeft(ApiUsage usage, long reserve) {}
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
     * @param reserve the API requests reserved for other applications, 0 or more; 0 turns the reserve off
     */
    public ApiBudget(long reserve, InstantSource clock, Changes changes) {
        this(ApiFloors.around(new ApiFloors.Amount.Calls(reserve)), new CallLease(), clock, changes);
    }

    /** A budget without a listener. */
    public ApiBudget(long reserve, InstantSource clock) {
        this(reserve, clock, Changes.IGNORED);
    }

    /** @param lease decides from its first renewal on */
    public ApiBudget(ApiFloors floors, CallLease lease, InstantSource clock, Changes changes) {
        this.floors = floors;
        this.lease = lease;
        this.callers = new CallerCalls(clock);
        this.clock = clock;
        this.changes = changes;
    }

    public ApiFloors floors() {
        return floors;
    }

    /** What callers have used. */
    public CallerCalls callers() {
        return callers;
    }

    /** What all Weirs of the org know together; empty where this Weir is alone, or has not asked yet. */
    public Optional<ApiAccount> account() {
        return account.get();
    }

    /** The others know {@code known} now, as far as this Weir can say. */
    public void learn(ApiAccount known) {
        account.set(Optional.of(known));
        observe(known.usage());
    }

    /** The floor of normal priority where the org may use {@code limit}; 0 if it is off. */
    public long reserve(long limit) {
        return floors.of(Priority.NORMAL, limit);
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

    /** Admits a run of normal priority while the org's usage is unknown. */
    public Admission admit() {
        return admit(Priority.NORMAL);
    }

    /** Admits a run of {@code priority} while Salesforce has not reported the org's usage. */
    public Admission admit(Priority priority) {
        return switch (lease.decision()) {
            case USAGE -> admit(probes.incrementAndGet(), Admission.Granted.FREELY);
            case LEASE, BOTH -> leased(admit(probes.incrementAndGet(), Admission.Granted.FREELY), priority);
        };
    }

    /** Admits a run of normal priority; {@code usage} is the latest known usage. */
    public Admission admit(ApiUsage usage) {
        return admit(usage, Priority.NORMAL);
    }

    /** Admits a run of {@code priority}; {@code usage} is the latest known usage. */
    public Admission admit(ApiUsage usage, Priority priority) {
        return switch (lease.decision()) {
            case USAGE -> admitByUsage(usage, priority);
            case LEASE -> admit(priority);
            case BOTH -> leased(admitByUsage(usage, priority), priority);
        };
    }

    private Admission admitByUsage(ApiUsage usage, Priority priority) {
        observe(usage);
        long floor = floors.of(priority, usage.limit());
        if (floors.areNone() || usage.remaining() > floor) {
            if (usage.remaining() > reserve(usage.limit()) && reserved.get().runs()) {
                reserved.set(Pause.NONE);
            }
            return admit(probes.incrementAndGet(), Admission.Granted.FREELY);
        }
        boolean first = !reserved.get().runs() && reserved.compareAndSet(Pause.NONE, Pause.from(clock.instant()));
        long probe = probes.incrementAndGet();
        var wait = first ? PAUSE : Pause.waitFor(reserved, probe, clock);
        if (!wait.isZero()) {
            return onlyReserveLeft(usage, Admission.OnlyReserveLeft.admitted(floors, usage), priority, wait);
        }
        var granted = new Admission.Granted(probe, false);
        var admission = admit(probe, granted);
        if (admission instanceof Admission.Denied) {
            ended(granted);
        }
        return admission;
    }

    /** Takes a request of the lease for {@code admission}; a denial where that is not possible. */
    private Admission leased(Admission admission, Priority priority) {
        if (!(admission instanceof Admission.Granted granted)) {
            return admission;
        }
        if (lease.take(priority)) {
            return new Admission.Granted(granted.probe(), true);
        }
        ended(granted);
        var usage = account().map(ApiAccount::usage).orElse(new ApiUsage(0, 0));
        boolean isOnlyLeaseSpent = usage.remaining() > floors.of(priority, usage.limit());
        return onlyReserveLeft(usage, lease.admitted(), priority, isOnlyLeaseSpent ? RENEWAL : PAUSE);
    }

    private Admission onlyReserveLeft(ApiUsage usage, Set<Priority> admitted, Priority priority, Duration wait) {
        long missing = floors.of(priority, usage.limit()) + 1 - usage.remaining();
        var end = callers.ofAll().freesAt(missing).filter(at -> at.isAfter(clock.instant()));
        return new Admission.OnlyReserveLeft(usage, reserve(usage.limit()), wait, admitted, end);
    }

    /** Admits {@code probe} unless the allocation is spent; gives {@code granted} unless the run is a probe of that. */
    private Admission admit(long probe, Admission.Granted granted) {
        if (!spent.get().runs()) {
            return granted;
        }
        var wait = Pause.waitFor(spent, probe, clock);
        return wait.isZero() ? new Admission.Granted(probe, false) : new Admission.QuotaExhausted(wait);
    }

    /** Whether requests are so scarce at {@code usage} that runs of low priority are denied. */
    public boolean isShort(ApiUsage usage) {
        return !floors.areNone() && usage.remaining() <= floors.of(Priority.LOW, usage.limit());
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
        if (granted.leased()) {
            lease.ended();
        }
        if (granted.probe() != 0) {
            Pause.passOn(spent, granted.probe());
            Pause.passOn(reserved, granted.probe());
        }
    }

    /** A request is sent that counts toward the allocation. */
    public void sent() {
        lease.sent();
    }

    /** Salesforce refused a request because the daily allocation is spent. */
    public void quotaExhausted() {
        quotaExhausted(clock.instant(), Duration.ZERO);
    }

    /**
     * Salesforce refused another Weir's request {@code since} because the daily allocation is spent. An earlier one
     * changes nothing.
     *
     * @param longer how much later than that Weir this one asks again
     */
    public void quotaExhaustedElsewhere(Instant since, Duration longer) {
        if (since.isAfter(spent.get().since())) {
            quotaExhausted(since, longer);
        }
    }

    private void quotaExhausted(Instant since, Duration longer) {
        if (!spent.getAndUpdate(pause -> pause.again(since, longer)).runs()) {
            changes.quotaSpent();
        }
    }

    /** When Salesforce last refused a request because the daily allocation is spent; empty once it has answered. */
    public Optional<Instant> quotaExhaustedAt() {
        var pause = spent.get();
        return pause.runs() ? Optional.of(pause.since()) : Optional.empty();
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
        if (floors.areNone()) {
            return;
        }
        long reserve = reserve(usage.limit());
        if (usage.remaining() <= reserve) {
            if (reserveReached.get().isEmpty()
                    && reserveReached
                            .getAndUpdate(since -> since.or(() -> Optional.of(clock.instant())))
                            .isEmpty()) {
                changes.reserveReached(usage, reserve);
            }
        } else if (reserveReached.get().isPresent()
                && usage.remaining() > reserve + reserve / 10
                && reserveReached.getAndSet(Optional.empty()).isPresent()) {
            changes.reserveLeft(usage, reserve);
        }
    }
}
