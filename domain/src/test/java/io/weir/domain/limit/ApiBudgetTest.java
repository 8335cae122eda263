package io.weir.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApiBudgetTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final Admission GRANTED = Admission.Granted.FREELY;
    private static final Class<Admission.Granted> PROBE = Admission.Granted.class;

    private volatile Instant now = START;

    private volatile CountDownLatch meeting = new CountDownLatch(0);

    private ApiBudget budget(long reserve) {
        return new ApiBudget(reserve, this::nowThatAllAreHere);
    }

    /**
     * The budget looks at the clock after it has seen a pause and before it ends it: there, threads can be made to
     * meet.
     */
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
        assertThat(budget.reserve(100_000)).isZero();
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

        @Test
        void aClockThatIsSetBackDelaysTheNextLookByNoMoreThanAPause() {
            assertThat(budget.admit(RESERVE_ONLY)).isInstanceOf(Admission.OnlyReserveLeft.class);
            now = START.minus(Duration.ofHours(1));
            assertThat(budget.admit(RESERVE_ONLY)).isInstanceOf(Admission.OnlyReserveLeft.class);
            now = now.plusSeconds(60);
            assertThat(budget.admit(RESERVE_ONLY)).isInstanceOf(PROBE);
        }

        @Test
        void requestsAreShortAtTwiceTheReserve() {
            assertThat(budget.isShort(new ApiUsage(7_999, 10_000))).isFalse();
            assertThat(budget.isShort(new ApiUsage(8_000, 10_000))).isTrue();
            assertThat(budget(0).isShort(new ApiUsage(10_000, 10_000))).isFalse();
        }

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
            assertThat(budget.admit(RESERVE_ONLY)).isInstanceOf(PROBE);
            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(onlyReserveLeft(60));

            now = START.plusSeconds(120);
            assertThat(budget.admit(RESERVE_ONLY)).isInstanceOf(PROBE);
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
            budget.answered(now.plusMillis(1));
            assertThat(budget.admit(RESERVE_ONLY))
                    .as("the look is still to come")
                    .isInstanceOf(PROBE);
        }

        @Test
        void aLookWithoutAnAnswerPassesItsTurnOnAndOneWithAnAnswerDoesNot() {
            budget.admit(RESERVE_ONLY);
            now = START.plusSeconds(60);
            budget.ended((Admission.Granted) budget.admit(RESERVE_ONLY));
            var second = (Admission.Granted) budget.admit(RESERVE_ONLY);
            budget.answered(now);
            budget.ended(second);

            assertThat(budget.admit(RESERVE_ONLY)).isEqualTo(onlyReserveLeft(60));
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

            assertThat(budget.admit()).isInstanceOf(PROBE);
            assertThat(budget.admit()).isEqualTo(spentFor(60));
            now = START.plusSeconds(119);
            assertThat(budget.admit()).isEqualTo(spentFor(1));
            now = START.plusSeconds(120);
            assertThat(budget.admit()).as("the first probe never came back").isInstanceOf(PROBE);
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
        void passesTheTurnOfAProbeThatGotNoAnswerToTheNextRun() {
            budget.quotaExhausted();
            now = START.plusSeconds(60);

            for (int probe = 0; probe < 3; probe++) {
                assertThat(budget.<String>spend(budget.admit(), this::another, Admission.Denied::code))
                        .as("the probe, during which another run asks")
                        .isEqualTo("salesforce_quota_exhausted");
            }
        }

        private String another() {
            return budget.spend(budget.admit(), () -> "granted", Admission.Denied::code);
        }

        @Test
        void aRunThatIsNoProbeEndsNobodysTurn() {
            var before = (Admission.Granted) budget.admit();
            budget.quotaExhausted();
            now = START.plusSeconds(60);
            var first = (Admission.Granted) budget.admit();
            budget.ended(before);
            assertThat(budget.admit()).isEqualTo(spentFor(60));

            now = START.plusSeconds(120);
            assertThat(budget.admit()).isInstanceOf(PROBE);
            budget.ended(first);
            assertThat(budget.admit()).as("the second probe is under way").isEqualTo(spentFor(60));
        }

        @Test
        void aClockThatIsSetBackProlongsThePauseByNoMoreThanAPause() {
            budget.quotaExhausted();
            now = START.minus(Duration.ofHours(1));
            assertThat(budget.admit()).isEqualTo(spentFor(60));

            now = now.plusSeconds(60);
            assertThat(budget.admit()).isInstanceOf(PROBE);
            budget.answered(now);
            assertThat(budget.admit()).isEqualTo(GRANTED);
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

    /** What may happen to a budget whose allocation was spent at some time. */
    enum Event {
        ASK,
        ANSWER,
        QUOTA_WORD,
        NO_ANSWER,
        MINUTE
    }

    /**
     * However probes end: a pause lasts until the next answer, at most one run is out during it, and after a minute one
     * is always let out.
     */
    @Property
    void neverRefusesForLongerThanSalesforceSaid(@ForAll @Size(max = 40) List<Event> events) {
        var time = new AtomicReference<>(START);
        var budget = new ApiBudget(0, time::get);
        budget.quotaExhausted();
        boolean paused = true;
        var quietUntil = START.plus(ApiBudget.PAUSE);
        Optional<Admission.Granted> out = Optional.empty();
        for (var event : events) {
            switch (event) {
                case MINUTE -> time.updateAndGet(instant -> instant.plus(ApiBudget.PAUSE));
                case ASK -> {
                    if (out.isEmpty()) {
                        var admission = budget.admit();
                        boolean expected = !paused || !time.get().isBefore(quietUntil);
                        assertThat(admission instanceof Admission.Granted).isEqualTo(expected);
                        if (admission instanceof Admission.Granted granted) {
                            out = Optional.of(granted);
                            assertThat(budget.admit() instanceof Admission.Granted)
                                    .as("whether another run is let out beside it")
                                    .isEqualTo(!paused);
                        }
                    }
                }
                case ANSWER, QUOTA_WORD, NO_ANSWER -> {
                    if (out.isPresent()) {
                        if (event == Event.ANSWER) {
                            budget.answered(time.get());
                            paused = false;
                        } else if (event == Event.QUOTA_WORD) {
                            budget.quotaExhausted();
                            paused = true;
                            quietUntil = time.get().plus(ApiBudget.PAUSE);
                        }
                        budget.ended(out.get());
                        out = Optional.empty();
                    }
                }
            }
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

    @Test
    void whoFindsTheLeaseSpentMayAskAgainOnceItIsRenewed() {
        var lease = new CallLease();
        var sharing = new ApiBudget(ApiFloors.OF_A_FLEET, lease, () -> START, ApiBudget.Changes.IGNORED);
        lease.renew(0, new CallLease.Terms(Set.of(Priority.HIGH), 0, 1, false));

        sharing.learn(new ApiAccount(1_000, 940, 0, 0, 2, Duration.ZERO, Optional.empty()));
        assertThat(waitOf(sharing.admit(Priority.HIGH))).isEqualTo(Duration.ofSeconds(1));

        sharing.learn(new ApiAccount(1_000, 950, 0, 0, 2, Duration.ZERO, Optional.empty()));
        assertThat(waitOf(sharing.admit(Priority.HIGH))).isEqualTo(ApiBudget.PAUSE);
    }

    private static Duration waitOf(Admission admission) {
        return ((Admission.Denied) admission).retryAfter();
    }
}
