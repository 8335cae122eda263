package io.weir.domain.limit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How much of the org's API requests a Weir leases, and for which runs.
 *
 * <p>A lease lasts for {@link #SECONDS} at the Weir's own rate, so that a renewal is rare; it is an eighth of what the
 * floor of high priority leaves, divided by the number of Weirs, at most, so that leases shrink as the allocation runs
 * out. Sizes vary at random by a quarter, so that Weirs that started together do not renew together. For threads that
 * do not share {@code random}.
 *
 * @param random makes the sizes differ
 */
public record LeasePolicy(ApiFloors floors, RandomGenerator random) {
    /** How long a lease lasts at the present rate. */
    static final int SECONDS = 30;

    /** What an idle Weir leases, so that its first requests wait for nobody. */
    static final int LEAST = 20;

    /** How many Weirs are assumed where nobody could be asked yet. */
    public static final int UNKNOWN_WEIRS = 10;

    private static final int PART = 8;
    private static final double JITTER = 0.25;

    /** The lease that a Weir wants that sends {@code callsPerSecond}; 0 if the floor of high priority is reached. */
    public long size(ApiAccount account, double callsPerSecond) {
        double wanted = Math.max(LEAST, callsPerSecond * SECONDS) * (1 - JITTER + 2 * JITTER * random.nextDouble());
        // what Weirs hold is shared too, or leases would shrink because of leases
        long spare = account.limit() - account.used() - floor(account);
        return Math.min(Math.round(wanted), spare <= 0 ? 0 : Math.max(1, share(spare, account)));
    }

    private static long share(long spare, ApiAccount account) {
        return Math.max(0, spare) / ((long) PART * account.weirs());
    }

    /** Whether {@code account} leaves enough for runs of every priority. */
    public boolean admitsAll(ApiAccount account) {
        return account.remaining() >= floors.of(Priority.LOW, account.limit());
    }

    /** A time from none to {@code most}, at random. */
    public Duration vary(Duration most) {
        return Duration.ofNanos((long) (most.toNanos() * random.nextDouble()));
    }

    /** What must be left after a lease. */
    public long floor(ApiAccount account) {
        return floors.of(Priority.HIGH, account.limit());
    }

    /**
     * What applies to a lease of {@code size}, where the others know {@code account} after it. The credit is the largest
     * lease, not this one: a Weir that was idle has a small lease, and its first runs must not be refused while plenty
     * is left.
     */
    public CallLease.Terms terms(ApiAccount account, long size) {
        long credit = share(account.remaining() - floor(account), account);
        return new CallLease.Terms(open(account), credit, size, false);
    }

    private Set<Priority> open(ApiAccount account) {
        // high priority has what the lease has: nobody else may take that
        var open = EnumSet.of(Priority.HIGH);
        for (var priority : Priority.values()) {
            if (account.remaining() >= floors.of(priority, account.limit())) {
                open.add(priority);
            }
        }
        return open;
    }

    /**
     * What applies while the others cannot be asked: the rest of the lease, then a share of the floor of normal
     * priority.
     *
     * @param weirs how many shared the allocation when they were last asked
     */
    public CallLease.Terms alone(long limit, int weirs) {
        return new CallLease.Terms(
                EnumSet.allOf(Priority.class), floors.of(Priority.NORMAL, limit) / Math.max(1, weirs), 0, true);
    }
}
