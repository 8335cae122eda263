package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApiBudgetTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Admission GRANTED = new Admission.Granted();

    private volatile Instant now = START;

    private volatile CountDownLatch meeting = new CountDownLatch(0);

    private ApiBudget budget(long reserve) {
        return new ApiBudget(reserve, this::nowThatAllAreHere);
    }

    /** The budget looks at the clock after it has seen a pause and before it ends it: there, threads can be made to meet. */
    private Instant nowThatAllAreHere() {
        meeting.countDown();
        try {
            meeting.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return now;
    }

    private static Admission.QuotaExhausted spentFor(long seconds) {
        return new Admission.QuotaExhausted(Duration.ofSeconds(seconds));
    }

    @Test
    void refusesNothingByWhatTheLimitsHeaderSays() {
        var budget = budget(0);

        assertThat(budget.admit()).isEqualTo(GRANTED);
        assertThat(budget.admit(new ApiUsage(110_018, 100_000))).isEqualTo(GRANTED);
        assertThat(budget.reserve()).isZero();
    }

    @Test
    void hasNoNegativeReserve() {
        assertThatIllegalArgumentException().isThrownBy(() -> budget(-1));
    }

    @Nested
    class WithAReserve {
        private static final ApiUsage RESERVE_ONLY = new ApiUsage(9_000, 10_000);
        private static final ApiUsage ONE_MORE = new ApiUsage(8_999, 10_000);
        private final ApiBudget budget = budget(1_000);

        private static Admission onlyReserveLeft(long seconds) {
            return new Admission.OnlyReserveLeft(RESERVE_ONLY, 1_000, Duration.ofSeconds(seconds));
        }

        @Test
        void grantsWhileTheUsageIsNotKnown() {
            assertThat(budget.admit()).isEqualTo(GRANTED);
        }

        @Test
        void refusesWhenOnlyTheReserveIsLeft() {
            assertThat(budget.admit(ONE_MORE)).isEqualTo(GRANTED);
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(onlyReserveLeft(60));
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(onlyReserveLeft(60));
        }

        @Test
        void looksAgainOnceAMinuteBecauseNobodyElseWouldLearnThatUsageFell() {
            budget.admit(RESERVE_ONLY);
            now = START.plusSeconds(59);
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(onlyReserveLeft(1));

            now = START.plusSeconds(60);
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(GRANTED);
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(onlyReserveLeft(60));

            now = START.plusSeconds(120);
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(GRANTED);
        }

        @Test
        void startsAfreshWhenUsageHasFallen() {
            budget.admit(RESERVE_ONLY);
            now = START.plusSeconds(50);
            assertThat(budget.admit(ONE_MORE)).isEqualTo(GRANTED);
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(onlyReserveLeft(60));
        }

        @Test
        void looksOnceForAHundredThreads() throws InterruptedException {
            budget.admit(RESERVE_ONLY);
            now = START.plusSeconds(60);

            assertThat(grantsAmongThreads(() -> budget.admit(RESERVE_ONLY))).isOne();
        }

        @Test
        void looksOnlyWhenSalesforceHasNotSaidThatAllIsSpent() {
            budget.admit(RESERVE_ONLY);
            now = START.plusSeconds(60);
            budget.quotaExhausted();

            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(spentFor(60));
        }
    }

    @Nested
    class WithTheAllocationSpent {
        private final ApiBudget budget = budget(0);

        @Test
        void refusesForSixtySeconds() {
            budget.quotaExhausted();

            assertThat(budget.admit()).isEqualTo(spentFor(60));
            now = START.plusSeconds(59);
            assertThat(budget.admit(new ApiUsage(0, 10_000))).isEqualTo(spentFor(1));
        }

        @Test
        void letsExactlyOneProbeThroughAfterwards() {
            budget.quotaExhausted();
            now = START.plusSeconds(60);

            assertThat(budget.admit()).isEqualTo(GRANTED);
            assertThat(budget.admit()).isEqualTo(spentFor(60));
            now = START.plusSeconds(119);
            assertThat(budget.admit()).isEqualTo(spentFor(1));
            now = START.plusSeconds(120);
            assertThat(budget.admit()).as("the first probe never came back").isEqualTo(GRANTED);
        }

        @Test
        void letsOneOfAHundredThreadsThrough() throws InterruptedException {
            budget.quotaExhausted();
            now = START.plusSeconds(61);

            assertThat(grantsAmongThreads(budget::admit)).isOne();
        }

        @Test
        void goesOnWhenTheProbeIsAnswered() {
            budget.quotaExhausted();
            now = START.plusSeconds(60);
            budget.admit();
            budget.answered(now);

            assertThat(budget.admit()).isEqualTo(GRANTED);
            assertThat(budget.admit()).isEqualTo(GRANTED);
        }

        @Test
        void pausesAgainWhenTheProbeFails() {
            budget.quotaExhausted();
            now = START.plusSeconds(60);
            budget.admit();
            now = START.plusSeconds(65);
            budget.quotaExhausted();

            assertThat(budget.admit()).isEqualTo(spentFor(60));
        }

        @Test
        void isNotFooledByAnAnswerToWhatWasAskedBefore() {
            now = START.plusSeconds(5);
            budget.quotaExhausted();
            now = START.plusSeconds(6);
            budget.answered(START);

            assertThat(budget.admit()).isEqualTo(spentFor(59));
        }
    }

    @Test
    void namesItsDenialsForFlows() {
        assertThat(spentFor(60).code()).isEqualTo("salesforce_quota_exhausted");
        assertThat(new Admission.OnlyReserveLeft(new ApiUsage(1, 2), 1, Duration.ofSeconds(60)).code())
                .isEqualTo("api_reserve_reached");
    }

    /** How many of a hundred threads are let through when all of them have seen the same pause. */
    private long grantsAmongThreads(Supplier<Admission> admission) throws InterruptedException {
        int count = 100;
        meeting = new CountDownLatch(count);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.<Callable<Admission>>nCopies(count, admission::get)).stream()
                    .map(Future::resultNow)
                    .filter(Admission.Granted.class::isInstance)
                    .count();
        }
    }
}
