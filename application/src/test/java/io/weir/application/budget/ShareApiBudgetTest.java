package io.weir.application.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.application.budget.ShareApiBudget.Sharing;
import io.weir.domain.limit.Admission;
import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.ApiBudget;
import io.weir.domain.limit.ApiFloors;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.CallLease;
import io.weir.domain.limit.LeasePolicy;
import io.weir.domain.limit.Priority;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger;
import io.weir.domain.port.SharedStoreUnavailable;
import io.weir.domain.status.LogOf;
import io.weir.domain.status.ProblemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShareApiBudgetTest {
    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
    private static final long LIMIT = 1_000;

    private volatile Instant now = START;
    private boolean down;
    private long used;
    private final ApiLedger ledger = new Failing(new InMemoryApiLedger(() -> now));
    private final Weir one = new Weir("one", Sharing.FLEET, ApiFloors.OF_A_FLEET);
    private final Weir two = new Weir("two", Sharing.FLEET, ApiFloors.OF_A_FLEET);

    /** A Weir, and the requests that it sends. */
    private final class Weir {
        private final CallLease lease = new CallLease();
        private long lag;
        private Instant renewedAt = START;
        private final ApiBudget budget;
        private final ShareApiBudget share;

        Weir(String name, Sharing sharing, ApiFloors floors) {
            budget = new ApiBudget(floors, lease, () -> now, ApiBudget.Changes.IGNORED);
            share = new ShareApiBudget(
                    ledger, name, sharing, budget, lease, new LeasePolicy(floors, new SplittableRandom(1)), () -> now);
        }

        Admission admission(Priority priority) {
            return budget.admit(new ApiUsage(used, LIMIT), priority);
        }

        boolean ask(Priority priority) {
            return budget.spend(
                    admission(priority),
                    () -> {
                        budget.sent();
                        used++;
                        share.observe(new ApiUsage(used - lag, LIMIT));
                        return true;
                    },
                    _ -> false);
        }

        void renew() {
            renewedAt = now;
            share.renew();
        }

        /** However busy it is, a Weir renews within some seconds. */
        void renewIfDue() {
            if (!now.isBefore(renewedAt.plusSeconds(5))) {
                renew();
            }
        }

        /** Sends requests, and renews whenever there is none left, until that gives none. */
        void askToTheEnd(Priority priority) {
            int refusals = 0;
            while (refusals < 3) {
                if (ask(priority)) {
                    refusals = 0;
                } else {
                    refusals++;
                    now = now.plusSeconds(1);
                    one.share.renew();
                    two.share.renew();
                    share.renew();
                }
            }
        }
    }

    private final class Failing implements ApiLedger {
        private final ApiLedger ledger;

        Failing(ApiLedger ledger) {
            this.ledger = ledger;
        }

        private ApiLedger up() {
            if (down) {
                throw new SharedStoreUnavailable("it is down");
            }
            return ledger;
        }

        @Override
        public Optional<ApiAccount> report(Report report) {
            return up().report(report);
        }

        @Override
        public boolean lease(String weir, long calls, long floor) {
            return up().lease(weir, calls, floor);
        }

        @Override
        public boolean probe(Duration pause) {
            return up().probe(pause);
        }

        @Override
        public void leave(Report report) {
            up().leave(report);
        }

        @Override
        public Map<String, TenMinuteUse> day() {
            return up().day();
        }
    }

    /** Both have asked, and both know it. */
    private void together() {
        one.ask(Priority.HIGH);
        two.ask(Priority.HIGH);
        one.share.renew();
        two.share.renew();
        one.share.renew();
    }

    @Test
    void admitsEveryRunUntilTheLedgerHasANumber() {
        one.share.renew();

        assertThat(one.ask(Priority.LOW)).isTrue();
    }

    @Test
    void eachPriorityStopsAtItsFloorWhoeverAsks() {
        together();
        one.askToTheEnd(Priority.LOW);
        assertThat(used).isBetween(600L, 700L);
        two.askToTheEnd(Priority.NORMAL);
        assertThat(used).isBetween(800L, 850L);
        one.askToTheEnd(Priority.HIGH);
        two.askToTheEnd(Priority.HIGH);
        assertThat(used).isBetween(930L, 950L);
    }

    @Test
    void aDenialSaysWhoIsServed() {
        together();
        one.askToTheEnd(Priority.LOW);

        assertThat(one.admission(Priority.LOW))
                .isInstanceOfSatisfying(
                        Admission.OnlyReserveLeft.class,
                        denial -> assertThat(denial.admitted())
                                .containsExactlyInAnyOrder(Priority.HIGH, Priority.NORMAL));
    }

    @Test
    void whatStrangersUseIsUsed() {
        together();
        used += 800;
        one.ask(Priority.HIGH);
        one.share.renew();
        two.share.renew();

        assertThat(two.ask(Priority.NORMAL)).isFalse();
        assertThat(two.ask(Priority.HIGH)).isTrue();
    }

    @Test
    void aWeirThatIsKilledCostsItsLeaseForAMinuteOnly() {
        together();
        long held = two.share.known(ApiAccount::leased).orElseThrow();
        assertThat(held).isPositive();
        now = now.plus(ApiLedger.EXPIRY).plusSeconds(1);
        one.share.renew();

        assertThat(one.share.known(ApiAccount::weirs)).hasValue(1);
        one.askToTheEnd(Priority.HIGH);
        assertThat(used).isBetween(930L, 950L);
    }

    @Test
    void oneWeirAMinuteLooksWhetherUsageFell() {
        together();
        one.askToTheEnd(Priority.HIGH);
        two.askToTheEnd(Priority.HIGH);
        now = now.plus(ApiLedger.EXPIRY).plusSeconds(1);
        one.share.renew();
        two.share.renew();
        long before = used;
        assertThat(one.ask(Priority.NORMAL)).isTrue();
        assertThat(one.ask(Priority.NORMAL)).isFalse();
        assertThat(two.ask(Priority.NORMAL)).isFalse();
        assertThat(used).isEqualTo(before + 1);

        used = 100;
        now = now.plus(ApiLedger.LAG).plusSeconds(120);
        one.share.renew();
        assertThat(one.ask(Priority.NORMAL)).isTrue();
        one.share.renew();
        assertThat(one.ask(Priority.LOW)).as("it fell").isTrue();
    }

    @Test
    void whileTheLedgerIsDownAWeirSpendsItsLeaseAndAShare() {
        try (var log = new LogOf(ShareApiBudget.class)) {
            together();
            down = true;
            one.share.renew();
            one.share.renew();
            assertThat(one.share.problem())
                    .hasValueSatisfying(
                            problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.LEDGER_UNAVAILABLE));
            long before = used;
            one.askToTheEnd(Priority.HIGH);
            assertThat(used - before).as("150 divided by two, and the lease").isBetween(75L, 140L);

            down = false;
            one.share.renew();
            assertThat(one.share.problem()).isEmpty();
            assertThat(one.share.known(ApiAccount::used))
                    .as("nothing was forgotten")
                    .hasValue(used);
            assertThat(one.ask(Priority.LOW)).isTrue();
            assertThat(log.lines()).as("a warning of each, and the end for one").hasSize(3);
        }
    }

    @Test
    void whatBothSentWhileTheLedgerWasDownCountsOnce() {
        together();
        down = true;
        for (int second = 0; second < 40; second++) {
            now = now.plusSeconds(1);
            ask(one, two, second % 4);
            if (second % 5 == 0) {
                one.share.renew();
                two.share.renew();
            }
        }
        down = false;
        now = now.plusSeconds(3);
        one.ask(Priority.HIGH);
        one.share.renew();
        now = now.plusSeconds(1);
        two.share.renew();

        assertThat(two.share.known(ApiAccount::used)).hasValue(used);
        one.share.renew();
        assertThat(one.share.known(ApiAccount::used)).hasValue(used);
    }

    @Test
    void whatOneHasNotReportedWhenSalesforceTellsAnotherCountsOnce() {
        together();
        for (int second = 0; second < 30; second++) {
            now = now.plusMillis(600);
            one.ask(Priority.HIGH);
            two.ask(Priority.HIGH);
            now = now.plusMillis(400);
            if (second % 5 == 0) {
                one.ask(Priority.HIGH);
                one.share.renew();
            } else if (second % 5 == 3) {
                two.ask(Priority.HIGH);
                two.share.renew();
            }
        }
        one.share.renew();
        two.share.renew();
        one.share.renew();

        assertThat(one.share.known(ApiAccount::used)).hasValue(used);
    }

    /** In any order of runs, renewals and failures, and with strangers: what is used is never more than what counts. */
    @Property
    void nothingIsForgotten(@ForAll long seed) {
        new ShareApiBudgetTest().anyOrder(seed);
    }

    private void anyOrder(long seed) {
        var random = new SplittableRandom(seed);
        var weirs = List.of(one, two, new Weir("three", Sharing.FLEET, ApiFloors.OF_A_FLEET));
        weirs.forEach(weir -> weir.ask(Priority.HIGH));
        for (int i = 0; i < 300; i++) {
            now = now.plusMillis(random.nextInt(50, 350));
            down = i >= 100 && i < 200;
            var weir = weirs.get(random.nextInt(3));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> weir.renew();
                case 4 -> used += random.nextInt(2);
                default -> weir.ask(Priority.HIGH);
            }
            weirs.forEach(Weir::renewIfDue);
        }
        for (var weir : weirs) {
            now = now.plusMillis(600);
            weir.ask(Priority.HIGH);
        }
        for (var weir : weirs) {
            now = now.plusMillis(600);
            weir.share.renew();
        }

        assertThat(weirs.getLast().share.known(ApiAccount::used).orElseThrow()).isGreaterThanOrEqualTo(used);
    }

    private static void ask(Weir one, Weir two, int which) {
        if (which == 0) {
            one.ask(Priority.HIGH);
        } else {
            two.ask(Priority.HIGH);
        }
    }

    @Test
    void whatWasSentWhileTheLedgerWasDownCountsThoughSalesforceDoesNotKnowItYet() {
        together();
        long counted = used;
        down = true;
        one.share.renew();
        two.share.renew();
        for (int second = 0; second < 400; second++) {
            now = now.plusSeconds(1);
            if (second % 5 == 0) {
                one.lag = used - counted + 1;
                two.lag = used - counted + 1;
                ask(one, two, second % 2);
                one.share.renew();
                two.share.renew();
            }
        }
        one.lag++;
        assertThat(one.ask(Priority.HIGH)).isTrue();
        down = false;
        one.share.renew();
        two.share.renew();

        assertThat(used - counted).isEqualTo(81);
        assertThat(two.share.known(ApiAccount::used)).hasValue(used);
    }

    @Test
    void whatSalesforceReportsHoldsWhileTheLedgerIsDown() {
        together();
        used = 960;
        down = true;
        one.share.renew();

        assertThat(one.ask(Priority.HIGH)).isFalse();
    }

    @Test
    void aPauseIsSharedAndSoIsItsEnd() {
        together();
        one.budget.quotaExhausted();
        one.share.renew();
        two.share.renew();
        assertThat(two.admission(Priority.HIGH)).isInstanceOf(Admission.QuotaExhausted.class);

        now = now.plus(ApiBudget.PAUSE);
        assertThat(one.ask(Priority.HIGH)).isTrue();
        one.budget.answered(now);
        one.share.renew();
        two.share.renew();
        assertThat(two.ask(Priority.HIGH)).isTrue();
    }

    @Test
    void aPauseThatIsHeardOfAgainAndAgainLastsNoLonger() {
        together();
        one.budget.quotaExhausted();
        one.share.renew();
        for (int i = 0; i < 130; i++) {
            two.share.renew();
            now = now.plusSeconds(1);
        }
        assertThat(two.ask(Priority.HIGH)).as("the probe").isTrue();
    }

    @Test
    void aWeirThatLeavesReturnsItsLease() {
        together();
        two.share.leave();
        one.share.renew();

        assertThat(one.share.known(ApiAccount::weirs)).hasValue(1);
        assertThat(one.share.known(ApiAccount::used)).hasValue(2);
    }

    @Test
    void aLoneWeirGoesByWhatSalesforceReports() {
        var lone = new Weir("lone", Sharing.ALONE, ApiFloors.around(new ApiFloors.Amount.Calls(100)));
        lone.ask(Priority.NORMAL);
        lone.share.renew();
        lone.askToTheEnd(Priority.NORMAL);

        assertThat(used).isEqualTo(900);
        assertThat(lone.share.known(ApiAccount::spent))
                .as("it counts all the same")
                .hasValue(900);
    }

    @Test
    void whatCallersUseIsSharedAfterTheClockWasSetBack() {
        one.ask(Priority.NORMAL);
        one.share.renew();
        now = START.minus(Duration.ofDays(1));
        two.budget.callers().count("ivr", 3);
        two.share.renew();
        one.share.renew();
        assertThat(one.budget.callers().used("ivr")).isEqualTo(3);
    }

    @Test
    void sharesWhatCallersUse() {
        together();
        one.budget.callers().count("ivr", 7);
        one.share.renew();
        now = now.plusSeconds(61);
        two.share.renew();

        assertThat(two.budget.callers().used("ivr")).isEqualTo(7);
        assertThat(two.budget.callers().ofAll().total()).isEqualTo(2);
    }
}
