package io.weir.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.domain.limit.ApiAccount;
import io.weir.domain.limit.ApiUsage;
import io.weir.domain.limit.TenMinuteUse;
import io.weir.domain.port.ApiLedger.Late;
import io.weir.domain.port.ApiLedger.Observation;
import io.weir.domain.port.ApiLedger.Quota;
import io.weir.domain.port.ApiLedger.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link ApiLedger} must do; each implementation extends this in its tests. */
public abstract class ApiLedgerContract {
    private static final Quota NOTHING = new Quota.Unchanged();
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-01-31T10:02:00Z");

    /** The ledger's own clock. */
    protected volatile Instant now = START;

    /** A ledger that knows nothing yet, whose clock shows {@link #now}. */
    protected abstract ApiLedger empty();

    private static Report idle(String weir) {
        return new Report(weir, Map.of(), 0, Optional.empty(), NOTHING);
    }

    private static Report spent(String weir, long calls, long held) {
        return new Report(weir, Map.of("", calls), held, Optional.empty(), NOTHING);
    }

    private static Report observed(String weir, long used) {
        return new Report(weir, Map.of(), 0, Optional.of(new Observation(new ApiUsage(used, 1_000))), NOTHING);
    }

    private static ApiAccount known(ApiLedger ledger, Report report) {
        return ledger.report(report).orElseThrow();
    }

    @Test
    void knowsNothingUntilSalesforceReportedANumber() {
        var ledger = empty();

        assertThat(ledger.report(spent("a", 3, 0))).isEmpty();
        assertThat(ledger.lease("a", 1, 0)).isFalse();
        var account = known(ledger, observed("a", 103));
        assertThat(account.limit()).isEqualTo(1_000);
        assertThat(account.used()).isEqualTo(103);
        assertThat(account.spent()).isEqualTo(3);
        assertThat(account.weirs()).isOne();
        assertThat(account.observedAgo()).isZero();
    }

    @Test
    void addsWhatWeirsSpendToTheReportedNumber() {
        var ledger = empty();
        ledger.report(observed("a", 100));
        ledger.report(spent("a", 5, 0));

        assertThat(known(ledger, spent("b", 7, 0)).used()).isEqualTo(112);
    }

    @Test
    void leasesOnlyWhatLeavesTheFloor() {
        var ledger = empty();
        ledger.report(observed("a", 100));
        ledger.report(idle("b"));

        assertThat(ledger.lease("a", 600, 300)).isTrue();
        assertThat(ledger.lease("b", 1, 300)).isFalse();
        assertThat(ledger.lease("b", 300, 0)).isTrue();
        assertThat(ledger.lease("b", 1, 0)).isFalse();
        assertThat(known(ledger, spent("a", 0, 600)).leased()).isEqualTo(900);
    }

    @Test
    void hasWhatALeaseDidNotUseBackWithTheNextReport() {
        var ledger = empty();
        ledger.report(observed("a", 0));
        ledger.lease("a", 100, 0);

        var account = known(ledger, spent("a", 40, 10));
        assertThat(account.used()).isEqualTo(40);
        assertThat(account.leased()).isEqualTo(10);
        assertThat(account.remaining()).isEqualTo(950);
    }

    @Test
    void givesNoMoreThanThereIsToManyAtOnce() throws Exception {
        var ledger = empty();
        ledger.report(observed("0", 0));
        var leases = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 40; i++) {
            String weir = Integer.toString(i);
            ledger.report(idle(weir));
            leases.add(() -> ledger.lease(weir, 30, 100));
        }
        int granted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var lease : threads.invokeAll(leases)) {
                granted += lease.get() ? 1 : 0;
            }
        }
        assertThat(granted).isEqualTo(30);
    }

    @Test
    void takesTheHighestOfTheLastMinutesAndLetsItFall() {
        var ledger = empty();
        ledger.report(observed("a", 500));
        now = START.plusSeconds(61);
        assertThat(known(ledger, observed("b", 400)).used()).isEqualTo(500);
        now = START.plus(ApiLedger.LAG).plusSeconds(61);
        assertThat(known(ledger, idle("b")).used()).isEqualTo(400);
        now = START.plus(Duration.ofHours(30));
        var account = known(ledger, idle("b"));
        assertThat(account.used()).as("the last number there is").isEqualTo(400);
        assertThat(account.observedAgo()).isGreaterThan(Duration.ofHours(29));
    }

    @Test
    void countsWhatWasSpentAfterAnOlderNumber() {
        var ledger = empty();
        ledger.report(observed("a", 100));
        ledger.report(spent("a", 50, 0));
        now = START.plusSeconds(10);
        var older = new Observation(new ApiUsage(130, 1_000), OptionalLong.of(20), Duration.ofSeconds(2));

        var account = known(ledger, new Report("b", Map.of(), 0, Optional.of(older), NOTHING));
        assertThat(account.used()).as("130 and the 30 since").isEqualTo(160);
        var evenOlder = new Observation(new ApiUsage(140, 1_000), OptionalLong.of(0), Duration.ofSeconds(3));
        assertThat(known(ledger, new Report("a", Map.of(), 0, Optional.of(evenOlder), NOTHING))
                        .used())
                .as("a later one is known")
                .isEqualTo(160);
    }

    private static Report late(String weir, long spent, Late... late) {
        return new Report(weir, Map.of("", spent), 0, List.of(late), Optional.empty(), Optional.empty(), NOTHING);
    }

    @Test
    void countsOnceWhatWasSentBeforeANumberAndReportedAfterIt() {
        var ledger = empty();
        ledger.report(observed("a", 100));
        now = START.plusSeconds(90);
        assertThat(known(ledger, observed("a", 170)).used()).isEqualTo(170);
        now = START.plusSeconds(100);

        var account = known(
                ledger,
                late(
                        "b",
                        80,
                        new Late(30, Duration.ofSeconds(70)),
                        new Late(40, Duration.ofSeconds(11)),
                        new Late(5, Duration.ofSeconds(9))));
        assertThat(account.used()).as("170, and the 10 since").isEqualTo(180);
        assertThat(account.spent()).isEqualTo(80);
        assertThat(known(ledger, spent("b", 1, 0)).used()).isEqualTo(181);
    }

    @Test
    void aNumberOfBeforeTheLateRequestsHolds() {
        var ledger = empty();
        ledger.report(observed("a", 100));
        now = START.plusSeconds(90);
        ledger.report(observed("a", 120));
        now = START.plusSeconds(100);

        assertThat(known(ledger, late("b", 80, new Late(80, Duration.ofSeconds(11))))
                        .used())
                .as("Salesforce has not counted all of them yet")
                .isEqualTo(180);
    }

    @Test
    void whatAWeirKnewBeforeItsReportsWereLostHoldsAgain() {
        var ledger = empty();
        var before = known(ledger, observed("a", 100));
        ledger.report(idle("b"));
        now = START.plus(ApiLedger.LAG).plusSeconds(120);
        ledger.report(spent("b", 5, 0));
        assertThat(known(ledger, observed("b", 60)).used()).isEqualTo(60);

        var late = List.of(new Late(20, Duration.ofSeconds(1)));
        var report = new Report("a", Map.of("", 20L), 0, late, Optional.of(before), Optional.empty(), NOTHING);
        assertThat(known(ledger, report).used()).as("100, and 5, and 20").isEqualTo(125);
        assertThat(known(ledger, idle("b")).observedAgo()).isZero();
    }

    @Test
    void anOlderNumberDoesNotLookLikeAPresentOne() {
        var ledger = empty();
        ledger.report(observed("a", 100));
        now = START.plusSeconds(90);
        var older = new Observation(new ApiUsage(100, 1_000), OptionalLong.of(0), Duration.ofSeconds(30));

        var account = known(ledger, new Report("a", Map.of(), 0, Optional.of(older), NOTHING));
        assertThat(account.observedAgo()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void forgetsTheLeaseOfAWeirThatIsGone() {
        var ledger = empty();
        ledger.report(observed("a", 0));
        ledger.lease("a", 100, 0);
        now = START.plus(ApiLedger.EXPIRY.dividedBy(2));
        assertThat(known(ledger, spent("b", 1, 0)).weirs()).isEqualTo(2);
        assertThat(known(ledger, spent("b", 1, 0)).leased()).isEqualTo(100);

        now = START.plus(ApiLedger.EXPIRY).plusSeconds(1);
        var account = known(ledger, spent("b", 1, 0));
        assertThat(account.weirs()).isOne();
        assertThat(account.leased()).isZero();
    }

    @Test
    void leasesNothingToAWeirThatIsGone() {
        var ledger = empty();
        ledger.report(observed("a", 0));
        ledger.report(idle("gone"));
        now = START.plus(ApiLedger.EXPIRY).plusSeconds(1);
        ledger.report(spent("a", 1, 0));

        assertThat(ledger.lease("gone", 100, 0)).isFalse();
        assertThat(known(ledger, spent("a", 1, 0)).leased()).isZero();
    }

    @Test
    void leasesAreWhatWeirsHoldWhateverHappens() {
        var random = new SplittableRandom(7);
        var ledger = empty();
        ledger.report(observed("watch", 0));
        var held = new HashMap<String, Long>();
        var seen = new HashMap<String, Instant>();
        for (int i = 0; i < 150; i++) {
            now = now.plusSeconds(random.nextInt(1, 15));
            String weir = "weir-" + random.nextInt(5);
            long calls = random.nextInt(1, 60);
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (ledger.lease(weir, calls, 0)) {
                        held.merge(weir, calls, Long::sum);
                    }
                }
                case 1 -> {
                    ledger.leave(spent(weir, 0, 0));
                    held.remove(weir);
                    seen.remove(weir);
                }
                default -> {
                    ledger.report(spent(weir, 1, Math.min(calls, held.getOrDefault(weir, 0L))));
                    held.computeIfPresent(weir, (_, before) -> Math.min(calls, before));
                    seen.put(weir, now);
                }
            }
            var account = known(ledger, spent("watch", 1, 0));
            held.keySet().removeIf(name -> seen.getOrDefault(name, Instant.MIN).isBefore(now.minus(ApiLedger.EXPIRY)));
            assertThat(account.leased())
                    .isEqualTo(held.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void keepsAWeirThatHasNothingToReport() {
        var ledger = empty();
        ledger.report(observed("a", 0));
        ledger.report(idle("idle"));
        for (int i = 0; i < 30; i++) {
            now = now.plusSeconds(5);
            ledger.report(idle("idle"));
            ledger.report(spent("a", 1, 0));
        }
        assertThat(known(ledger, spent("a", 1, 0)).weirs()).isEqualTo(2);
    }

    @Test
    void aWeirThatLeavesReturnsItsLease() {
        var ledger = empty();
        ledger.report(observed("a", 0));
        ledger.report(idle("b"));
        ledger.lease("b", 100, 0);
        ledger.leave(spent("b", 10, 0));

        var account = known(ledger, spent("a", 0, 0));
        assertThat(account.used()).isEqualTo(10);
        assertThat(account.leased()).isZero();
        assertThat(account.weirs()).isOne();
    }

    @Test
    void sharesThatTheQuotaIsSpentUntilSalesforceAnswers() {
        var ledger = empty();
        ledger.report(observed("a", 1_000));
        ledger.report(quota("a", new Quota.Refused(Duration.ofSeconds(2))));
        now = START.plusSeconds(10);
        assertThat(known(ledger, idle("b")).refusedAgo()).hasValue(Duration.ofSeconds(12));

        ledger.report(quota("b", new Quota.Answered(Duration.ofSeconds(13))));
        assertThat(known(ledger, idle("b")).refusedAgo())
                .as("sent before the refusal")
                .isPresent();
        ledger.report(quota("b", new Quota.Answered(Duration.ofSeconds(1))));
        assertThat(known(ledger, idle("a")).refusedAgo()).isEmpty();
    }

    private static Report quota(String weir, Quota quota) {
        return new Report(weir, Map.of(), 0, Optional.empty(), quota);
    }

    @Test
    void letsOneProbeEachPause() {
        var ledger = empty();
        ledger.report(observed("a", 1_000));

        assertThat(List.of(ledger.probe(PAUSE), ledger.probe(PAUSE))).containsExactly(true, false);
        now = START.plus(PAUSE).plusSeconds(1);
        assertThat(ledger.probe(PAUSE)).isTrue();
    }

    @Test
    void aClockThatIsSetBackPutsNothingOffForLonger() {
        var ledger = empty();
        ledger.report(observed("a", 900));
        ledger.lease("a", 50, 0);
        ledger.report(quota("a", new Quota.Refused(Duration.ZERO)));
        ledger.lease("a", 50, 0);
        ledger.probe(PAUSE);
        now = START.minus(Duration.ofHours(1));

        var first = known(ledger, idle("b"));
        assertThat(first.refusedAgo()).as("nobody knows how long ago").hasValue(Duration.ZERO);
        assertThat(first.leased()).as("a may be at work").isEqualTo(50);
        assertThat(first.used()).isEqualTo(900);

        now = now.plus(ApiLedger.EXPIRY).plusSeconds(1);
        var second = known(ledger, spent("b", 1, 0));
        assertThat(second.refusedAgo()).hasValue(Duration.ofSeconds(61));
        assertThat(second.observedAgo()).isGreaterThanOrEqualTo(Duration.ofSeconds(61));
        assertThat(second.leased()).as("a is gone").isZero();
        assertThat(second.weirs()).isOne();
        assertThat(ledger.probe(PAUSE)).isTrue();
        assertThat(known(ledger, quota("b", new Quota.Answered(Duration.ZERO))).refusedAgo())
                .isEmpty();

        now = now.plus(ApiLedger.LAG).plusSeconds(120);
        assertThat(known(ledger, observed("b", 300)).used())
                .as("the number may fall again")
                .isEqualTo(300);
    }

    @Test
    void whatWasUsedBeforeTheClockWasSetBackLeavesTheDayAsIfItWereUsedThen() {
        var ledger = empty();
        ledger.report(new Report("a", Map.of("ivr", 5L), 0, Optional.empty(), NOTHING));
        now = START.plus(Duration.ofMinutes(15));
        ledger.report(new Report("a", Map.of("ivr", 7L), 0, Optional.empty(), NOTHING));
        now = START.minus(Duration.ofDays(30));
        ledger.report(new Report("a", Map.of("ivr", 1L), 0, Optional.empty(), NOTHING));

        assertThat(TenMinuteUse.sum(ledger.day().values()).total()).isEqualTo(13);
        now = now.plus(Duration.ofHours(25));
        ledger.report(new Report("a", Map.of("ivr", 2L), 0, Optional.empty(), NOTHING));
        assertThat(TenMinuteUse.sum(ledger.day().values()).total()).isEqualTo(2);
    }

    @Test
    void aProbeOfBeforeTheClockWasSetBackDoesNotCount() {
        var ledger = empty();
        ledger.report(observed("a", 1_000));
        ledger.probe(PAUSE);
        now = START.minus(Duration.ofHours(1));

        assertThat(List.of(ledger.probe(PAUSE), ledger.probe(PAUSE))).containsExactly(true, false);
        now = now.plus(PAUSE);
        assertThat(ledger.probe(PAUSE)).isTrue();
    }

    @Test
    void keepsTheUseOfADayByCallerAndTenMinutes() {
        var ledger = empty();
        ledger.report(new Report("a", Map.of("ivr", 5L, "", 2L), 0, Optional.empty(), NOTHING));
        ledger.report(new Report("b", Map.of("ivr", 1L), 0, Optional.empty(), NOTHING));
        now = START.plus(Duration.ofMinutes(15));
        ledger.report(new Report("b", Map.of("ivr", 3L, "", -1L), 0, Optional.empty(), NOTHING));

        var first = Instant.parse("2026-01-31T10:00:00Z");
        var day = ledger.day();
        assertThat(day.getOrDefault("ivr", TenMinuteUse.NONE).calls())
                .isEqualTo(Map.of(first, 6L, first.plusSeconds(600), 3L));
        assertThat(TenMinuteUse.sum(day.values()).total()).isEqualTo(10);

        now = START.plus(Duration.ofHours(24)).plus(Duration.ofMinutes(9));
        ledger.report(new Report("b", Map.of("ivr", 1L), 0, Optional.empty(), NOTHING));
        assertThat(ledger.day().getOrDefault("ivr", TenMinuteUse.NONE).calls().firstKey())
                .as("what dropped out is gone")
                .isEqualTo(first.plusSeconds(600));
    }
}
