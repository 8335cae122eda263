package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallLeaseTest {
    private static final Set<Priority> ALL = EnumSet.allOf(Priority.class);
    private final AtomicInteger renewalsDue = new AtomicInteger();
    private final CallLease lease = new CallLease(renewalsDue::incrementAndGet);

    private void terms(int calls, int credit) {
        lease.renew(calls, new CallLease.Terms(ALL, credit, calls, false));
    }

    private int taken(Priority priority, int most) {
        int taken = 0;
        while (taken < most && lease.take(priority)) {
            taken++;
        }
        return taken;
    }

    @Test
    void admitsEveryRunUntilItHasTerms() {
        assertThat(taken(Priority.LOW, 100)).isEqualTo(100);
        assertThat(lease.decision()).isEqualTo(CallLease.Decision.USAGE);
        assertThat(renewalsDue).hasValue(0);
    }

    @Test
    void admitsAsManyRunsAsItHasRequests() {
        terms(5, 0);

        assertThat(taken(Priority.HIGH, 100)).isEqualTo(5);
        assertThat(lease.left()).isZero();
        assertThat(lease.admitted()).isEmpty();
    }

    @Test
    void goesOnCreditByPriority() {
        terms(0, 8);

        assertThat(taken(Priority.LOW, 100)).isEqualTo(2);
        assertThat(taken(Priority.NORMAL, 100)).isEqualTo(2);
        assertThat(taken(Priority.HIGH, 100)).isEqualTo(4);
        assertThat(lease.settle(100)).isEqualTo(new CallLease.Settlement(0, 8));
    }

    @Test
    void refusesAPriorityThatIsNotOpen() {
        lease.renew(5, new CallLease.Terms(EnumSet.of(Priority.HIGH), 5, 5, false));

        assertThat(lease.take(Priority.NORMAL)).isFalse();
        assertThat(lease.take(Priority.HIGH)).isTrue();
        assertThat(lease.admitted()).containsExactly(Priority.HIGH);
    }

    @Test
    void hasWhatARunDidNotSendBack() {
        terms(2, 0);
        lease.take(Priority.HIGH);
        lease.take(Priority.HIGH);
        lease.ended();

        assertThat(lease.left()).isOne();
        lease.sent();
        lease.ended();
        assertThat(lease.settle(100)).isEqualTo(new CallLease.Settlement(1, 1));
    }

    @Test
    void takesFurtherRequestsOfARunAsTheyAreSent() {
        terms(10, 0);
        lease.take(Priority.HIGH);
        lease.take(Priority.HIGH);
        IntStream.range(0, 3).forEach(_ -> lease.sent());
        lease.ended();
        lease.ended();

        assertThat(lease.settle(100)).isEqualTo(new CallLease.Settlement(3, 7));
    }

    @Test
    void theRunThatWaitsKeepsItsRequestWhenAnotherEnds() {
        terms(2, 0);
        lease.take(Priority.HIGH);
        lease.take(Priority.HIGH);
        lease.sent();
        lease.ended();

        assertThat(lease.take(Priority.HIGH)).isFalse();
    }

    @Test
    void returnsWhatItNeedsNoMoreAndReportsAgainWhatWasLost() {
        terms(50, 0);
        lease.take(Priority.HIGH);
        lease.sent();
        lease.ended();

        var settlement = lease.settle(20);
        assertThat(settlement).isEqualTo(new CallLease.Settlement(1, 20));
        lease.unsettle(settlement);
        assertThat(lease.settle(20)).isEqualTo(settlement);
        assertThat(lease.settle(20)).isEqualTo(new CallLease.Settlement(0, 20));
    }

    @Test
    void saysWhenARenewalIsDue() {
        terms(10, 0);
        taken(Priority.HIGH, 5);
        assertThat(renewalsDue).hasValue(0);
        taken(Priority.HIGH, 1);
        assertThat(renewalsDue).hasValue(1);
    }

    @Test
    void letsOneRunProbe() {
        lease.renew(0, new CallLease.Terms(Set.of(), 0, 0, false));
        lease.probe();

        assertThat(taken(Priority.LOW, 10)).isOne();
        assertThat(lease.admitted()).isEmpty();
    }

    @Test
    void creditOfAFallbackIsNotRenewedWithIt() {
        terms(0, 4);
        taken(Priority.HIGH, 4);
        var alone = new CallLease.Terms(ALL, 6, 0, true);
        lease.fallBack(alone);
        assertThat(taken(Priority.HIGH, 10)).isEqualTo(2);
        lease.fallBack(alone);
        assertThat(taken(Priority.HIGH, 10)).isZero();
        assertThat(lease.decision()).isEqualTo(CallLease.Decision.BOTH);
    }

    @Test
    void losesNothingToThreads() throws InterruptedException {
        terms(1_000, 0);
        Callable<Object> run = () -> {
            if (lease.take(Priority.HIGH)) {
                lease.sent();
                lease.ended();
            }
            return "";
        };
        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, 1_500).mapToObj(_ -> run).toList());
        }
        assertThat(lease.settle(1_000)).isEqualTo(new CallLease.Settlement(1_000, 0));
    }

    @Test
    void hasNoNegativeTerms() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CallLease.Terms(ALL, -1, 0, false));
    }
}
