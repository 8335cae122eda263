package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LeasePolicyTest {
    private static final long LIMIT = 100_000;
    private final LeasePolicy policy = new LeasePolicy(ApiFloors.OF_A_FLEET, new SplittableRandom(1));

    private static ApiAccount account(long used, long leased, int weirs) {
        return new ApiAccount(LIMIT, used, leased, 0, weirs, Duration.ZERO, Optional.empty());
    }

    @Test
    void aLeaseLastsForHalfAMinuteGiveOrTakeAQuarter() {
        assertThat(policy.size(account(0, 0, 3), 10)).isBetween(225L, 375L);
        assertThat(policy.size(account(0, 0, 3), 0)).isBetween(15L, 25L);
    }

    @Test
    void leasesOfOneSizeDiffer() {
        assertThat(policy.size(account(0, 0, 3), 10)).isNotEqualTo(policy.size(account(0, 0, 3), 10));
    }

    /** Whatever the Weirs do, together they hold an eighth of what is left, or one request each. */
    @Property
    void theWeirsTogetherHoldASmallPartOfWhatIsLeft(
            @ForAll @LongRange(min = 0, max = LIMIT) long used,
            @ForAll @IntRange(min = 1, max = 300) int weirs,
            @ForAll @IntRange(min = 0, max = 1_000) int callsPerSecond) {
        long left = Math.max(0, LIMIT - used - policy.floor(account(used, 0, weirs)));
        long together = policy.size(account(used, 0, weirs), callsPerSecond) * weirs;

        assertThat(together).isBetween(0L, Math.max(left / 8, left == 0 ? 0 : weirs));
    }

    /** Its lease is small, and its first runs come faster than it can be renewed. */
    @Test
    void aWeirThatWasIdleServesABurstWhilePlentyIsLeft() {
        var lease = new CallLease();
        long size = policy.size(account(1_000, 0, 3), 0);
        lease.renew(size, policy.terms(account(1_000, size, 3), size));
        for (int i = 0; i < 1_000; i++) {
            assertThat(lease.take(Priority.NORMAL)).isTrue();
        }
    }

    /** Whatever is on credit everywhere, it is not the floor of high priority. */
    @Property
    void theCreditsOfAllWeirsAreASmallPartOfWhatIsLeft(
            @ForAll @LongRange(min = 0, max = LIMIT) long used, @ForAll @IntRange(min = 1, max = 300) int weirs) {
        var account = account(used, 0, weirs);
        long left = Math.max(0, account.remaining() - policy.floor(account));

        assertThat(policy.terms(account, 20).credit() * weirs).isBetween(0L, left / 8);
    }

    @Test
    void prioritiesCloseOneAfterTheOther() {
        assertThat(policy.terms(account(69_000, 1_000, 3), 20).open())
                .containsExactlyInAnyOrder(Priority.HIGH, Priority.NORMAL, Priority.LOW);
        assertThat(policy.terms(account(69_000, 1_001, 3), 20).open())
                .containsExactlyInAnyOrder(Priority.HIGH, Priority.NORMAL);
        assertThat(policy.terms(account(85_001, 0, 3), 20).open()).containsExactly(Priority.HIGH);
        assertThat(policy.terms(account(95_000, 0, 3), 0))
                .as("nothing to lease")
                .isEqualTo(new CallLease.Terms(Set.of(Priority.HIGH), 0, 0, false));
    }

    @Test
    void aloneAWeirHasItsShareOfTheFloorOfNormalPriority() {
        assertThat(policy.alone(LIMIT, 3).credit()).isEqualTo(5_000);
        assertThat(policy.alone(LIMIT, 3).alone()).isTrue();
    }
}
