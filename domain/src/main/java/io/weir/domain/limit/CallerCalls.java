package io.weir.domain.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many API requests each caller has used in the last 24 hours, in all Weirs that share a ledger, and whether that
 * is what it may use. What other Weirs count is known with the next {@link #learn}. Thread-safe.
 */
public final class CallerCalls {
    private final InstantSource clock;
    private final Map<String, Long> unreported = new HashMap<>();
    private final Map<String, Long> reported = new HashMap<>();
    private final Map<String, TenMinuteUse> day = new HashMap<>();

    /** The sums of {@link #day}, which each run asks for before it may ask Salesforce. */
    private final Map<String, Long> totals = new HashMap<>();

    private final AtomicReference<TenMinuteUse> ofAll = new AtomicReference<>(TenMinuteUse.NONE);

    public CallerCalls(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts {@code calls} for {@code caller}. */
    public void count(String caller, long calls) {
        if (calls != 0) {
            add(caller, calls);
        }
    }

    private synchronized void add(String caller, long calls) {
        unreported.merge(caller, calls, Long::sum);
    }

    /** What {@code caller} has used. */
    public synchronized long used(String caller) {
        return totals.getOrDefault(caller, 0L)
                + reported.getOrDefault(caller, 0L)
                + unreported.getOrDefault(caller, 0L);
    }

    /** Why a caller that may use {@code most} is denied; empty if it has used less. */
    public Optional<Admission.Denied> denial(String caller, long most) {
        return used(caller) < most
                ? Optional.empty()
                : Optional.of(new Admission.CallerBudgetSpent(most, endsIn(caller)));
    }

    private Duration endsIn(String caller) {
        return freesAt(caller)
                .map(end -> Duration.between(clock.instant(), end))
                .filter(wait -> wait.isPositive())
                .orElse(TenMinuteUse.DAY);
    }

    /** When the oldest requests of {@code caller} no longer count; empty while no Weir has reported any. */
    public synchronized Optional<Instant> freesAt(String caller) {
        return day.getOrDefault(caller, TenMinuteUse.NONE).freesAt(1).filter(end -> end.isAfter(clock.instant()));
    }

    /** Everything that no report has had. */
    public synchronized Map<String, Long> report() {
        var calls = Map.copyOf(unreported);
        calls.forEach((caller, count) -> reported.merge(caller, count, Long::sum));
        unreported.clear();
        return calls;
    }

    /** The report of {@code calls} was lost. */
    public synchronized void reportAgain(Map<String, Long> calls) {
        calls.forEach((caller, count) -> {
            reported.merge(caller, -count, Long::sum);
            unreported.merge(caller, count, Long::sum);
        });
    }

    /** What all Weirs have reported of the last 24 hours. */
    public synchronized void learn(Map<String, TenMinuteUse> byCaller) {
        day.clear();
        day.putAll(byCaller);
        totals.clear();
        byCaller.forEach((caller, use) -> totals.put(caller, use.total()));
        reported.clear();
        ofAll.set(TenMinuteUse.sum(byCaller.values()));
    }

    /** What all Weirs had reported when that was last learnt. */
    public TenMinuteUse ofAll() {
        return ofAll.get();
    }
}
