package io.weir.application.budget;

import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.CallLease;
import io.weir.domain.limit.Interval;
import io.weir.domain.limit.LeasePolicy;
import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.ApiLedger.Observation;
import io.weir.domain.port.ApiLedger.Quota;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.status.OngoingProblem;
import io.weir.domain.status.ProblemKind;
import io.weir.domain.status.StatusProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this Weir's share of the org's API requests: reports what it used to the ledger, and leases what it needs next.
 *
 * <p>{@link #renew}, {@link #pause} and {@link #leave} are for one background thread; all else is for any thread and
 * never waits.
 */
public final class ShareApiBudget {
    private static final System.Logger LOG = System.getLogger(ShareApiBudget.class.getName());

    /** Between two renewals of a Weir that needs none earlier. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(5);

    /** Between two renewals of a Weir that uses up its leases, for each Weir that shares the ledger. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(5);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    /** How long what Salesforce reported counts as reported just now. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** After a ledger that was down, until all have reported what they sent meanwhile. */
    private static final Duration OTHERS_COME_BACK = Duration.ofSeconds(15);

    private static final Duration BETWEEN_DAYS = Duration.ofMinutes(1);

    /** Two refusals so close are one, whose age was measured twice. */
    private static final Duration SAME_REFUSAL = Duration.ofSeconds(5);

    /** The share of the rate before that still counts where the present one is lower. */
    private static final double REMEMBERED = 0.7;

    private final ApiLedger ledger;
    private final String weir;
    private final Sharing sharing;
    private final ApiBudget budget;
    private final CallLease lease;
    private final LeasePolicy policy;
    private final InstantSource clock;
    private final Backlog backlog;
    private final OngoingProblem unavailable;
    private final AtomicReference<@Nullable Reading> reading = new AtomicReference<>();
    private volatile @Nullable ApiAccount account;
    private @Nullable ApiAccount settled;
    private Instant lostAt = Instant.MIN;
    private @Nullable Reading reported;
    private Instant renewedAt;
    private Instant dayAt = Instant.MIN;
    private Instant refusedAt = Instant.MIN;
    private double callsPerSecond;
    private long size;

    /** What the ledger is for. */
    public enum Sharing {
        /** Several Weirs lease from it. */
        FLEET,
        /** One Weir counts in it, and goes by the reported usage. */
        ALONE
    }

    /**
     * @param spent what the ledger had as spent when this Weir last asked, and what this Weir sent since; empty if it
     *     has not asked
     */
    private record Reading(ApiUsage usage, Instant at, OptionalLong spent) {}

    /**
     * @param weir the name of this process, unlike that of any other
     * @param lease that of {@code budget}
     */
    public ShareApiBudget(
            ApiLedger ledger,
            String weir,
            Sharing sharing,
            ApiBudget budget,
            CallLease lease,
            LeasePolicy policy,
            InstantSource clock) {
        this.ledger = ledger;
        this.weir = weir;
        this.sharing = sharing;
        this.budget = budget;
        this.lease = lease;
        this.policy = policy;
        this.clock = clock;
        this.backlog = new Backlog(lease);
        this.renewedAt = clock.instant();
        this.unavailable = new OngoingProblem(ProblemKind.LEDGER_UNAVAILABLE, LOG, clock);
    }

    /** Salesforce reported {@code usage} in an answer. */
    public void observe(ApiUsage usage) {
        var known = account;
        var spent = known == null ? OptionalLong.empty() : OptionalLong.of(known.spent() + lease.spent());
        var now = clock.instant();
        reading.set(new Reading(usage, now, spent));
        backlog.note(now);
    }

    /** A number of the account that all Weirs share, as this one last heard it; empty before. */
    public OptionalLong known(ToLongFunction<ApiAccount> number) {
        var known = account;
        return known == null ? OptionalLong.empty() : OptionalLong.of(number.applyAsLong(known));
    }

    /** Why the ledger cannot be used, while it cannot. */
    public Optional<StatusProblem> problem() {
        return unavailable.current();
    }

    /** Reports to the ledger, and renews the lease. */
    public void renew() {
        try {
            var begin = clock.instant();
            var known = report();
            if (known.isPresent()) {
                account = known.get();
                if (!Interval.from(lostAt, OTHERS_COME_BACK).lastsAt(begin)) {
                    settled = account;
                }
                if (sharing == Sharing.FLEET) {
                    shareRefusal(known.get(), begin);
                    lease(known.get());
                }
            }
            if (!Interval.from(dayAt, BETWEEN_DAYS).lastsAt(begin)) {
                budget.callers().learn(ledger.day());
                dayAt = begin;
            }
            unavailable.ends("the ledger of API requests is available again");
        } catch (SharedStoreUnavailable failure) {
            goAlone(failure);
        }
    }

    /** Reports what was spent since the last report that was not lost. */
    private Optional<ApiAccount> report() {
        var now = clock.instant();
        var settlement = backlog.settle(size);
        var late = backlog.late(now);
        var callers = budget.callers().report();
        boolean done = false;
        try {
            var latest = reading.get();
            var quota = quota(now);
            var known = ledger.report(new ApiLedger.Report(
                    weir,
                    spent(settlement, callers),
                    held(settlement),
                    late,
                    problem().isEmpty() ? Optional.empty() : Optional.ofNullable(settled),
                    observation(now),
                    quota));
            done = true;
            backlog.clear();
            reported = latest;
            noteQuota(quota, now);
            measureRate(settlement.spent(), now);
            return known;
        } finally {
            if (!done) {
                lease.unsettle(settlement);
                budget.callers().reportAgain(callers);
            }
        }
    }

    private long held(CallLease.Settlement settlement) {
        return sharing == Sharing.FLEET ? settlement.held() : 0;
    }

    private static Map<String, Long> spent(CallLease.Settlement settlement, Map<String, Long> callers) {
        var spent = new HashMap<>(callers);
        long others = settlement.spent()
                - callers.values().stream().mapToLong(Long::longValue).sum();
        if (others != 0) {
            spent.put("", others);
        }
        return spent;
    }

    private Optional<Observation> observation(Instant now) {
        var latest = reading.get();
        if (latest == null || latest.equals(reported)) {
            return Optional.empty();
        }
        var ago = age(latest.at(), now);
        if (ago.compareTo(FRESH) < 0) {
            return Optional.of(new Observation(latest.usage(), OptionalLong.empty(), ago));
        }
        // after reports were lost, others may have reported what is in it
        boolean isKnown = age(renewedAt, now).compareTo(BETWEEN_RENEWALS.multipliedBy(2)) <= 0;
        return !isKnown || ago.compareTo(ApiLedger.EXPIRY) > 0
                ? Optional.empty()
                : Optional.of(new Observation(latest.usage(), latest.spent(), ago));
    }

    /** What this Weir knows about the quota that the ledger does not. */
    private Quota quota(Instant now) {
        var refused = budget.quotaExhaustedAt();
        if (refused.isPresent()) {
            return refused.get().isAfter(refusedAt)
                    ? new Quota.Refused(age(refused.get(), now))
                    : new Quota.Unchanged();
        }
        var latest = reading.get();
        return refusedAt.equals(Instant.MIN) || latest == null
                ? new Quota.Unchanged()
                : new Quota.Answered(age(latest.at(), now));
    }

    private static Duration age(Instant then, Instant now) {
        return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
    }

    private void noteQuota(Quota reported, Instant now) {
        switch (reported) {
            case Quota.Unchanged() -> {}
            case Quota.Refused(var ago) -> refusedAt = now.minus(ago);
            case Quota.Answered _ -> refusedAt = Instant.MIN;
        }
    }

    private void measureRate(long spent, Instant now) {
        double seconds = Math.max(0.001, age(renewedAt, now).toNanos() / 1e9);
        callsPerSecond = Math.max(spent / seconds, callsPerSecond * REMEMBERED);
        renewedAt = now;
    }

    /** Pauses where another Weir was refused, and ends the pause where Salesforce has answered another. */
    private void shareRefusal(ApiAccount known, Instant begin) {
        if (known.refusedAgo().isEmpty()) {
            if (!refusedAt.equals(Instant.MIN)) {
                refusedAt = Instant.MIN;
                budget.answered(begin);
            }
            return;
        }
        var refused = begin.minus(known.refusedAgo().get());
        if (refusedAt.equals(Instant.MIN) || refused.isAfter(refusedAt.plus(SAME_REFUSAL))) {
            refusedAt = refused;
            budget.quotaExhaustedElsewhere(refused, policy.vary(ApiBudget.PAUSE));
        }
    }

    private void lease(ApiAccount known) {
        if (budget.floors().areNone()) {
            budget.learn(known);
            return;
        }
        size = policy.size(known, callsPerSecond);
        long floor = policy.floor(known);
        long missing = Math.min(size - lease.left(), known.remaining() - floor);
        boolean isLeased = missing > 0 && ledger.lease(weir, missing, floor);
        var after = isLeased ? known.leasing(missing) : known;
        account = after;
        lease.renew(isLeased ? missing : 0, policy.terms(after, size));
        budget.learn(after);
        if (isStale(after) && ledger.probe(ApiBudget.PAUSE)) {
            lease.probe();
        }
    }

    /** Whether nobody learns that usage fell, because too few runs are admitted. */
    private boolean isStale(ApiAccount known) {
        return !policy.admitsAll(known) && known.observedAgo().compareTo(ApiBudget.PAUSE) >= 0;
    }

    private void goAlone(SharedStoreUnavailable failure) {
        lostAt = clock.instant();
        var known = account;
        var latest = reading.get();
        if (sharing == Sharing.FLEET && !budget.floors().areNone()) {
            if (known != null) {
                lease.fallBack(policy.alone(known.limit(), known.weirs()));
            } else if (latest != null) {
                lease.fallBack(policy.alone(latest.usage().limit(), LeasePolicy.UNKNOWN_WEIRS));
            }
        }
        unavailable.begins(() -> (sharing == Sharing.FLEET
                        ? "the ledger of API requests cannot be reached: this Weir spends its lease, then its share of"
                                + " the floor of normal priority, and goes by what Salesforce reports: %s"
                        : "API requests are counted in memory until the ledger can be reached: %s")
                .formatted(failure.getMessage()));
    }

    /** How long to wait before the next {@link #renew}, if no run needs it earlier. */
    public Duration pause() {
        return policy.vary(BETWEEN_RENEWALS).plus(BETWEEN_RENEWALS.dividedBy(2));
    }

    /** How long to wait at least, so that the Weirs together do not wear out the ledger. */
    public Duration shortestPause() {
        var known = account;
        var pause = LEAST_PAUSE.multipliedBy(known == null ? 1 : known.weirs());
        return policy.vary(pause).plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause.dividedBy(2));
    }

    /** Reports a last time, and returns the lease. */
    public void leave() {
        var settlement = lease.settle(0);
        var callers = budget.callers().report();
        try {
            ledger.leave(
                    new ApiLedger.Report(weir, spent(settlement, callers), 0, Optional.empty(), new Quota.Unchanged()));
        } catch (SharedStoreUnavailable failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what this Weir used of the API requests since its last report is not in the ledger: {0}",
                    failure.getMessage());
        }
    }
}
