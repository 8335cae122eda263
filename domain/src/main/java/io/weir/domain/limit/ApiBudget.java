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
 *
 * <p>Thread-safe.
 */
public final class ApiBudget {
    /** How long nothing is asked after Salesforce said that the daily allocation is spent, and between probes. */
    public static final Duration PAUSE = Duration.ofSeconds(60);

    /** When to come back after the reserve refused: usage is a rolling window, so it frees up slowly. */
    private static final Duration RESERVE_RETRY = Duration.ofSeconds(60);

    private final long reserve;
    private final InstantSource clock;
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.MIN);

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
        var until = pausedUntil.get();
        if (until.equals(Instant.MIN)) {
            return new Admission.Granted();
        }
        var now = clock.instant();
        boolean probe = !now.isBefore(until) && pausedUntil.compareAndSet(until, now.plus(PAUSE));
        return probe
                ? new Admission.Granted()
                : new Admission.QuotaExhausted(Duration.between(now, later(pausedUntil.get(), now)));
    }

    /** Admits a run when {@code usage} is the newest the org told. */
    public Admission admit(ApiUsage usage) {
        if (reserve > 0 && usage.remaining() <= reserve) {
            return new Admission.OnlyReserveLeft(usage, reserve, RESERVE_RETRY);
        }
        return admit();
    }

    /** Salesforce refused a request because the daily allocation is spent. */
    public void quotaExhausted() {
        pausedUntil.set(clock.instant().plus(PAUSE));
    }

    /** Salesforce answered a request, so whatever was spent is not spent any more. */
    public void answered() {
        if (!pausedUntil.get().equals(Instant.MIN)) {
            pausedUntil.set(Instant.MIN);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
